/** Who works here: the shapes of the staff API's account part. Times are ISO 8601, UTC. */

export type Role = "agent" | "supervisor" | "admin";
export type Presence = "online" | "busy" | "offline";

export interface Me {
  id: number;
  username: string;
  name: string;
  role: Role;
  presence: Presence;
  capacity: number;
  groups: string[];
  permissions: string[];
}

export interface Member {
  id: number;
  name: string;
  username: string;
  role: Role;
  presence: Presence;
  groups: string[];
  capacity: number;
  load: number;
  disabled: boolean;
}

export interface Group {
  key: string;
  name: string;
}

export interface StaffSession {
  id: number;
  created_at: string;
  last_seen_at: string;
  address: string;
  agent: string;
  current: boolean;
}

export interface Person {
  id: number;
  name: string;
}

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

/** Only what to show: the server decides for itself what is allowed. */
export function atLeast(me: Pick<Me, "role">, role: Role): boolean {
  return RANK[me.role] >= RANK[role];
}
