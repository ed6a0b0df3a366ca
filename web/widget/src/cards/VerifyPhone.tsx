import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { mobilePhone } from "../core/phone";
import { useChat, useChatState } from "../view/context";
import { words } from "../words";
import { Field, Form, useSubmission } from "./fields";

/** The service sends one code a minute to a phone. */
const AGAIN_AFTER_S = 60;

export function VerifyPhone(): JSX.Element {
  const chat = useChat();
  const { signedIn } = useChatState();
  const { sending, problem, setProblem, submit } = useSubmission();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState({ phone: "", at: 0 });
  const codeField = useRef<HTMLInputElement>(null);
  const left = useSecondsLeft(sent.at);
  const wait = sent.phone === mobilePhone(phone) ? left : 0;

  const send = (): void => {
    const number = mobilePhone(phone);
    if (!number) return setProblem(words.phoneWrong);
    submit(async () => {
      await chat.api.sendCode(number);
      setSent({ phone: number, at: Date.now() });
      setCode("");
    });
  };
  const prove = (): void => {
    if (!/^\d{4,8}$/.test(code)) return setProblem(words.codeEmpty);
    submit(() => chat.prove(code));
  };
  useEffect(() => {
    codeField.current?.focus();
    codeField.current?.form?.scrollIntoView({ block: "nearest" });
  }, [sent]);

  if (signedIn) return <p class="note">{words.proved}</p>;
  return (
    <Form title={words.prove} problem={problem} onSubmit={sent.at ? prove : send}>
      <Field label={words.phone}>
        {(id) => (
          <input
            id={id}
            type="tel"
            autocomplete="tel"
            value={phone}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        )}
      </Field>
      <button
        type="button"
        class={sent.at ? "link" : "button"}
        disabled={sending || wait > 0}
        onClick={send}
      >
        {wait > 0 ? words.codeAgainIn(wait) : sent.at ? words.codeAgain : words.codeSend}
      </button>
      {sent.at > 0 && (
        <>
          <Field label={words.codeSentTo(sent.phone)}>
            {(id) => (
              <input
                id={id}
                ref={codeField}
                inputMode="numeric"
                autocomplete="one-time-code"
                maxLength={8}
                value={code}
                onInput={({ currentTarget }) => setCode(currentTarget.value.trim())}
              />
            )}
          </Field>
          <button type="submit" class="button" disabled={sending}>
            {words.proveSubmit}
          </button>
        </>
      )}
    </Form>
  );
}

/** Seconds until another code may be asked for, kept current. */
function useSecondsLeft(since: number): number {
  const [now, setNow] = useState(since);
  const left = Math.ceil((since - now) / 1000) + AGAIN_AFTER_S;
  useEffect(() => {
    if (!since) return;
    setNow(since);
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since ? Math.min(left, AGAIN_AFTER_S) : 0;
}
