import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import type { Member, Role } from "../core/account";
import { send } from "../core/api";
import { keys } from "../core/cache";
import { useGroups } from "../desk/queries";
import { words } from "../words";

interface Fields {
  username: string;
  name: string;
  role: Role;
  groups: string[];
  capacity: number;
  password?: string;
  disabled?: boolean;
}

const ROLES: Role[] = ["agent", "supervisor", "admin"];
const needed = [{ required: true, message: words.members.needed }];

/** `member`: the one to change; null makes a new one. */
export function MemberForm({
  member,
  onClose,
}: {
  member: Member | null;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const groups = useGroups().data ?? [];
  const save = useMutation({
    mutationFn: ({ password, disabled, username, ...rest }: Fields) => {
      const secret = password ? { password } : {};
      return member
        ? send("PATCH", `/members/${member.id}`, {
            ...rest,
            ...secret,
            disabled: disabled ?? false,
          })
        : send("POST", "/members", { ...rest, ...secret, username });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.members });
      onClose();
    },
  });
  return (
    <Drawer
      title={member ? words.members.edit : words.members.add}
      open
      onClose={onClose}
      size={400}
    >
      {save.error && <Alert type="error" showIcon title={save.error.message} />}
      <Form<Fields>
        layout="vertical"
        initialValues={member ?? { role: "agent", capacity: 5, groups: [] }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="username" label={words.members.columns.username} rules={needed}>
          <Input disabled={member !== null} autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label={words.members.columns.name} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="role" label={words.members.columns.role} rules={needed}>
          <Select options={ROLES.map((value) => ({ value, label: words.role[value] }))} />
        </Form.Item>
        <Form.Item name="groups" label={words.members.columns.groups}>
          <Select
            mode="multiple"
            options={groups.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </Form.Item>
        <Form.Item name="capacity" label={words.members.capacity} rules={needed}>
          <InputNumber min={0} max={50} precision={0} />
        </Form.Item>
        <Form.Item
          name="password"
          label={member ? words.members.newPassword : words.members.password}
          rules={[{ required: member === null, message: words.members.needed }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {member && (
          <Form.Item name="disabled" label={words.members.disabled} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        <Button htmlType="submit" type="primary" loading={save.isPending}>
          {words.save}
        </Button>
      </Form>
    </Drawer>
  );
}
