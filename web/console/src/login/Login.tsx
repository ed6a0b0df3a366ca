import { Alert, Button, Form, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Me } from "../core/account";
import { type ApiError, send } from "../core/api";
import { useSetMe } from "../core/session";
import { words } from "../words";

interface Credentials {
  username: string;
  password: string;
}

export function Login(): ReactNode {
  const setMe = useSetMe();
  const login = useMutation<Me, ApiError, Credentials>({
    mutationFn: (credentials) => send<Me>("POST", "/login", credentials),
    onSuccess: setMe,
  });
  return (
    <main className="login">
      <h1>{words.login.title}</h1>
      {login.error && <Alert type="error" showIcon title={login.error.message} />}
      <Form<Credentials>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => login.mutate(values)}
      >
        <Form.Item
          name="username"
          label={words.login.username}
          rules={[{ required: true, message: words.login.usernameNeeded }]}
        >
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={words.login.password}
          rules={[{ required: true, message: words.login.passwordNeeded }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={login.isPending}>
          {words.login.submit}
        </Button>
      </Form>
    </main>
  );
}
