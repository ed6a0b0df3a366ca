/** What the shop asks of the service. */

export interface Customer {
  external_id: string;
  name: string;
  tier: string;
}

export interface Order {
  order_no: string;
  status_text?: string;
  items?: { name?: string; quantity?: number }[];
  total_fen?: number;
}

async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/** The shop asks the same API as the widget, by the same signed identity. */
export async function ordersOf(identity: string): Promise<Order[]> {
  const headers = { "content-type": "application/json" };
  const { token } = await ask<{ token: string }>("/api/v1/sessions", {
    method: "POST",
    headers,
    body: JSON.stringify({ identity }),
  });
  const bearer = { headers: { authorization: `Bearer ${token}` } };
  return (await ask<{ orders: Order[] }>("/api/v1/orders", bearer)).orders;
}

export const customers = (): Promise<Customer[]> => ask("customers");

export async function identityOf(customer: string): Promise<string> {
  const query = new URLSearchParams({ customer }).toString();
  return (await ask<{ identity: string }>(`identity?${query}`)).identity;
}
