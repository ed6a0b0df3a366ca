import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { useEntityName } from "../desk/names";
import { useVocabulary } from "../desk/queries";
import { words } from "../words";
import { type Mark, covered } from "./marking";

interface Props {
  text: string;
  marks: Mark[];
  onChange: (marks: Mark[]) => void;
}

export function MarkList({ text, marks, onChange }: Props): ReactNode {
  const entityName = useEntityName();
  const entities = useVocabulary().data?.entities ?? [];
  const setRole = (changed: Mark, role: string): void => {
    const { role: _old, ...bare } = changed;
    onChange(marks.map((mark) => (mark === changed ? (role ? { ...bare, role } : bare) : mark)));
  };
  return (
    <ul className="plain">
      {marks.map((mark) => {
        const part = covered(text, mark);
        const roles = entities.find(({ name }) => name === mark.entity)?.roles ?? [];
        return (
          <li key={mark.start} className="line line--tight">
            <span>
              <mark>{part}</mark> {entityName(mark.entity)}
            </span>
            {roles.length > 0 && (
              <Select
                size="small"
                aria-label={`${part} ${words.review.role}`}
                value={mark.role ?? ""}
                options={[
                  { value: "", label: words.review.noRole },
                  ...roles.map((value) => ({ value, label: words.roles[value] ?? value })),
                ]}
                onChange={(role) => setRole(mark, role)}
              />
            )}
            <Button
              size="small"
              type="text"
              aria-label={words.review.removeEntity(part)}
              onClick={() => onChange(marks.filter((other) => other !== mark))}
            >
              ✕
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
