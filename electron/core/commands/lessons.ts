import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'lessons'> & { changed: () => void }

/** Commands about what corrections have taught: it is forgotten, one lesson by its id or all. */
export const createLessonCommands = ({ lessons, changed }: Deps) => ({
  forgetLesson(id: string): void {
    lessons.drop(id)
    changed()
  },
  forgetLessons(): void {
    lessons.dropAll()
    changed()
  },
})
