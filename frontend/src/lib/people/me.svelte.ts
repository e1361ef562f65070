import { ApiError, embedded } from "../api"
import { knownName, NAMELESS, rememberName } from "../draft/me"
import { fetchMe, openLink } from "./api"
import { mayDo, type Who } from "./may"
import { forget } from "./secret"

/** What stands between somebody and the page. */
export type Door = "invite" | "link" | "sign-in" | null

/** Who is at the page, and what it lets them do. */
class Me {
  who = $state.raw<Who | null>(null)
  door = $state<Door>(null)
  error = $state.raw<ApiError | null>(null)
  /** Asked by a link whose map has a password. */
  locked = $state(false)
  #given = $state(knownName())

  readonly may = $derived(mayDo(this.who))
  readonly guest = $derived(this.who?.kind === "guest")
  /** Somebody with an account has their own name; others are asked for one, null until then. */
  readonly known = $derived(this.who?.kind === "person" ? this.who.name : this.#given)
  readonly name = $derived(this.known ?? NAMELESS)
  /** As the server writes it beside what they say. */
  readonly author = $derived(this.guest ? `${this.name} (guest)` : this.name)

  /** Finds out who asks; true when the page may be shown. */
  async begin(): Promise<boolean> {
    if (embedded()) return true
    const given = new URLSearchParams(location.search)
    this.error = null
    try {
      if (given.has("invite")) this.door = "invite"
      else if (given.has("link")) return await this.open(null)
      else return await this.look()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
    return false
  }

  /** Asks the server who this is. */
  async look(): Promise<boolean> {
    const { who } = await fetchMe()
    this.who = who
    this.door = who ? null : "sign-in"
    return who !== null
  }

  /** Opens the link of the address; a link with a password asks for it first. */
  async open(password: string | null): Promise<boolean> {
    const secret = new URLSearchParams(location.search).get("link") ?? ""
    try {
      const link = await openLink(secret, password)
      forget("link", { map: link.map })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.locked = cause.code === "password_needed" || cause.code === "not_signed_in" || this.locked
      this.door = "link"
      this.error = cause.code === "password_needed" ? null : cause
      return false
    }
    this.error = null
    return this.look()
  }

  /** What was asked is refused: somebody was signed out, or a link was taken back. */
  async refused(cause: unknown): Promise<void> {
    if (cause instanceof ApiError && (cause.status === 401 || cause.status === 403))
      await this.look().catch(() => undefined)
  }

  rename(name: string): void {
    this.#given = name.trim() || NAMELESS
    rememberName(this.#given)
  }
}

export const me = new Me()
