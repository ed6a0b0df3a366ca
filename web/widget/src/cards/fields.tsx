import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { words } from "../words";

interface FormProps {
  title: string;
  problem: string;
  onSubmit: () => void;
  children: ComponentChildren;
}

/** A card to fill in. */
export function Form({ title, problem, onSubmit, children }: FormProps): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <form
      ref={form}
      class="card form"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h3>{title}</h3>
      {children}
      <p role="alert" class="form__problem">
        {problem}
      </p>
    </form>
  );
}

interface FieldProps {
  label: string;
  /** The field itself gets the id. */
  children: (id: string) => ComponentChildren;
}

export function Field({ label, children }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      {children(id)}
    </>
  );
}

interface Submission {
  sending: boolean;
  problem: string;
  setProblem: (problem: string) => void;
  /** One call at a time; a refusal is shown in the service's words, or in ours. */
  submit: (call: () => Promise<void>) => void;
}

export function useSubmission(): Submission {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState("");

  const run = async (call: () => Promise<void>): Promise<void> => {
    setSending(true);
    setProblem("");
    try {
      await call();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message || words.formFailed);
    } finally {
      setSending(false);
    }
  };
  return { sending, problem, setProblem, submit: (call) => void (sending || run(call)) };
}
