import type { CustomerPage, FieldNote, MeasuredMap, OutcomeKind, Timeline, Workspace } from "./types"

/** An answer that is no answer: what went wrong, and what to do next. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    readonly code: string,
    readonly status: number,
    /** The part of the question that is meant, by its name. */
    readonly field: string | null = null,
  ) {
    super(message)
  }
}

interface Envelope {
  error: { code: string; message: string; remedy: string; field?: string | null }
}

const isEnvelope = (body: unknown): body is Envelope =>
  typeof body === "object" && body !== null && "error" in body && typeof body.error === "object"

export type Query = Record<string, string | number | readonly string[] | null | undefined>

/** Addresses are relative to the page, so that it also works below a prefix. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  )
  const text = new URLSearchParams(given).toString()
  return `api/v1/${path}${text ? `?${text}` : ""}`
}

/** Where a socket of the API is reached. */
export function socket(path: string): string {
  const url = new URL(address(path), location.href)
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
  return url.href
}

/** The answer to a question, or an ApiError that says why there is none. */
async function answer(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause
    throw new ApiError(
      "The server does not answer.",
      "Is `desirepath serve` still running? Start it again, then reload.",
      "offline",
      0,
    )
  }
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => null)
  if (isEnvelope(body))
    throw new ApiError(
      body.error.message,
      body.error.remedy,
      body.error.code,
      response.status,
      body.error.field ?? null,
    )
  throw new ApiError(
    `The server answered with status ${response.status}.`,
    response.status === 401 || response.status === 403
      ? "Open the page with the address that `desirepath serve` printed; it holds your key."
      : "Reload the page; if it stays, look at what `desirepath serve` printed.",
    "http",
    response.status,
  )
}

/** Asks a question whose answer is JSON. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await answer(address(path, query), {
    headers: { accept: "application/json" },
    ...(signal ? { signal } : {}),
  })
  return (await response.json()) as T
}

/** Tells the server something, under the name of who does it; what it answers is JSON. */
export async function tell<T>(
  path: string,
  body: unknown,
  name = "",
  signal?: AbortSignal,
  method: "POST" | "PUT" | "PATCH" | "DELETE" = "POST",
): Promise<T> {
  const response = await answer(address(path), {
    method,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      ...(name ? { "x-desirepath-name": encodeURIComponent(name) } : {}),
    },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })
  return (await response.json()) as T
}

/** Sends bytes as they are; what the server answers is JSON. */
export async function post<T>(path: string, body: Blob): Promise<T> {
  const response = await answer(address(path), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/octet-stream" },
    body,
  })
  return (await response.json()) as T
}

/** A file that the server draws. */
export const fetchFile = async (url: string): Promise<Blob> => (await answer(url, {})).blob()

export const fetchWorkspace = (signal?: AbortSignal) => get<Workspace>("workspace", {}, signal)

export const fetchMap = (id: string, filter: Query, signal?: AbortSignal) =>
  get<MeasuredMap>(`maps/${encodeURIComponent(id)}`, filter, signal)

const notes = new Map<string, Promise<FieldNote[]>>()

/** The field notes of a map, asked once for each version of it. */
export function fetchFieldNotes(id: string, version: string): Promise<FieldNote[]> {
  const key = `${id} ${version}`
  const known = notes.get(key) ?? get<FieldNote[]>(`maps/${encodeURIComponent(id)}/field-notes`)
  notes.set(key, known)
  known.catch(() => notes.delete(key))
  return known
}

export interface CustomersAsked {
  outcome: OutcomeKind | null
  next: string | null
  limit: number
  offset: number
}

export const fetchCustomers = (
  map: string,
  step: string,
  filter: Query,
  asked: CustomersAsked,
  signal?: AbortSignal,
) =>
  get<CustomerPage>(
    `maps/${encodeURIComponent(map)}/steps/${encodeURIComponent(step)}/customers`,
    { ...filter, ...asked },
    signal,
  )

export const fetchTimeline = (customer: string, map: string, signal?: AbortSignal) =>
  get<Timeline>(`customers/${encodeURIComponent(customer)}/timeline`, { map }, signal)

/** A map that was written into the page itself: then there is no server to ask. */
export function embedded(): MeasuredMap | null {
  const text = document.getElementById("measured-map")?.textContent?.trim()
  return text ? (JSON.parse(text) as MeasuredMap) : null
}
