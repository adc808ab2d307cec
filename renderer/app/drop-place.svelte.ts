/** A page that takes dropped files for itself: those it accepts, or, without `accepts`, what is let go on its half. */
export type DropPlace = { words: string; accepts?: (file: File) => boolean; take: (files: File[]) => void }

let place = $state.raw<DropPlace>()

export const dropPlace = {
  get now() {
    return place
  },
  /** Gives what takes it away again. */
  use(next: DropPlace): () => void {
    place = next
    return () => {
      if (place === next) place = undefined
    }
  },
}
