const EDGE = 8

/** Puts a sheet under a field, over it where there is more room, and keeps it there while things scroll. */
export function below(field: HTMLElement) {
  return (sheet: HTMLElement) => {
    const place = () => {
      const at = field.getBoundingClientRect()
      const { width, height } = sheet.getBoundingClientRect()
      const under = at.bottom + EDGE
      const fits = under + height <= innerHeight - EDGE
      const over = at.top - EDGE - height
      const top = fits || over < EDGE ? Math.min(under, innerHeight - height - EDGE) : over
      sheet.style.top = `${Math.max(EDGE, top)}px`
      sheet.style.left = `${Math.max(EDGE, Math.min(at.left - EDGE, innerWidth - width - EDGE))}px`
    }
    place()
    const grown = new ResizeObserver(place)
    grown.observe(sheet)
    grown.observe(field)
    addEventListener("scroll", place, true)
    addEventListener("resize", place)
    return () => {
      grown.disconnect()
      removeEventListener("scroll", place, true)
      removeEventListener("resize", place)
    }
  }
}
