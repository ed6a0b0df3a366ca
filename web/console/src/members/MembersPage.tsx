import { Button, Table, type TableColumnsType, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { atLeast, type Member } from "../core/account";
import { useLive } from "../core/live";
import { useGroupName } from "../desk/names";
import { useMembers } from "../desk/queries";
import { Answer } from "../parts/Answer";
import { PresenceLabel } from "../shell/PresenceMenu";
import { words } from "../words";
import { MemberForm } from "./MemberForm";

const { columns: NAMES } = words.members;

export default function MembersPage(): ReactNode {
  const { me } = useLive();
  const groupName = useGroupName();
  const query = useMembers();
  const [edited, setEdited] = useState<Member | "new" | null>(null);
  const admin = atLeast(me, "admin");
  const columns: TableColumnsType<Member> = [
    { title: NAMES.name, key: "name", render: (_, { name }) => name },
    { title: NAMES.username, key: "username", render: (_, { username }) => username },
    { title: NAMES.role, key: "role", render: (_, { role }) => words.role[role] },
    {
      title: NAMES.presence,
      key: "presence",
      render: (_, { presence }) => <PresenceLabel presence={presence} />,
    },
    {
      title: NAMES.groups,
      key: "groups",
      render: (_, { groups }) => groups.map((key) => <Tag key={key}>{groupName(key)}</Tag>),
    },
    {
      title: NAMES.load,
      key: "load",
      render: (_, { load, capacity }) => words.actions.load(load, capacity),
    },
    {
      title: NAMES.disabled,
      key: "disabled",
      render: (_, { disabled }) => (disabled ? words.members.disabled : words.members.enabled),
    },
    ...(admin
      ? [
          {
            title: words.quick.edit,
            key: "edit",
            render: (_: unknown, member: Member) => (
              <EditButton member={member} onEdit={setEdited} />
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="page">
      <header className="page__head">
        <h1>{words.members.title}</h1>
        {admin && (
          <Button type="primary" onClick={() => setEdited("new")}>
            {words.members.add}
          </Button>
        )}
      </header>
      <Answer query={query}>
        {(members) => (
          <Table<Member>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={members}
            pagination={false}
          />
        )}
      </Answer>
      {edited && (
        <MemberForm member={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </div>
  );
}

function EditButton({
  member,
  onEdit,
}: {
  member: Member;
  onEdit: (member: Member) => void;
}): ReactNode {
  return (
    <Button
      type="link"
      size="small"
      aria-label={`${words.members.edit} ${member.name}`}
      onClick={() => onEdit(member)}
    >
      {words.quick.edit}
    </Button>
  );
}
