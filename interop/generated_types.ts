// Uses the types that openapi-typescript generates from openapi.yaml, as a program would: an error is found by tsc.
import type { components } from "../build/tools/openapi";

type ServerEvent = components["schemas"]["RealtimeServerEvent"];
type Settings = components["schemas"]["RealtimeSessionCreateRequestGA"];

export const settings: Settings = { type: "realtime", output_modalities: ["text"] };

export function status(event: ServerEvent): string | null {
  if (event.type === "response.done") return event.response.status ?? null;
  // @ts-expect-error No event has this type.
  if (event.type === "respons.done") return null;
  // @ts-expect-error Other events have no response.
  return event.response;
}
