import { useQuery } from "@tanstack/react-query";
import { get } from "../core/api";
import type { Profile } from "../core/casework";

/** Each look is audited, so it is fetched once for a customer who is open, and kept for a while. */
export function useProfile(customer: number | null) {
  return useQuery({
    queryKey: ["customer", customer],
    queryFn: () => get<Profile>(`/customers/${customer}`),
    enabled: customer !== null,
    staleTime: 60_000,
  });
}

/** The waybill that a quick reply most likely means: the newest. */
export function useWaybill(customer: number | null): string | null {
  const newest = useProfile(customer).data?.shipments[0]?.["waybill_no"];
  return typeof newest === "string" ? newest : null;
}
