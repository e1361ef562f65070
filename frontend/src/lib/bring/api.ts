import { address, ApiError, get, tell } from "../api"
import type { Choices, FileLook, Job, Preview, SourceList, TemplateName, Uploaded } from "../types"

export const fetchSources = () => get<SourceList>("sources")
export const fetchTemplates = () => get<TemplateName[]>("templates")

/** How a file is written, where a person knows better than its first lines. */
export interface Written {
  encoding?: string | null
  delimiter?: string | null
  sheet?: string | null
}

export const fetchLook = (file: string, source: string | null, written: Written = {}) =>
  get<FileLook>(`files/${encodeURIComponent(file)}/look`, { source, ...written })

export const fetchPreview = (choices: Choices, signal: AbortSignal) =>
  tell<Preview>("preview", choices, "", signal)

export const startImport = (choices: Choices, replace: boolean) =>
  tell<Job>(`imports${replace ? "?replace=true" : ""}`, choices)
/** Makes the sample of a template: its map, made-up customers, and what its team said and decided. */
export const startSample = (template: string) =>
  tell<Job>(`sample?template=${encodeURIComponent(template)}`, {})
export const fetchJob = (id: string) => get<Job>(`jobs/${encodeURIComponent(id)}`)
export const fetchRunning = () => get<Job | null>("jobs")

export const rejectedUrl = (source: string) => address(`sources/${encodeURIComponent(source)}/rejected.csv`)

const broken = () =>
  new ApiError("The upload broke off.", "Bring the file again; nothing of it was kept.", "offline", 0)

/** Sends a file as it is. XMLHttpRequest, because fetch does not tell how much has gone. */
export function send(file: File, signal: AbortSignal, onsent: (bytes: number) => void): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", address("files", { name: file.name }))
    request.responseType = "json"
    request.upload.onprogress = (event) => onsent(event.loaded)
    request.onerror = () => reject(broken())
    request.onabort = () => reject(new DOMException("stopped", "AbortError"))
    request.onload = () => {
      const body = request.response as { error?: { message: string; remedy: string; code: string } } | null
      if (request.status < 300) resolve(request.response as Uploaded)
      else if (body?.error)
        reject(new ApiError(body.error.message, body.error.remedy, body.error.code, request.status))
      else reject(broken())
    }
    signal.addEventListener("abort", () => request.abort())
    request.send(file)
  })
}
