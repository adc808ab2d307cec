import type { Color } from '@cantoo/pdf-lib'
import type { Fonts } from './fonts.ts'
import type { Style } from './paper.ts'

/** Text styles of the page, those of the mockup (a4.css); sizes in points. */
export type Styles = Record<
  | 'title'
  | 'number'
  | 'fact'
  | 'firm'
  | 'from'
  | 'heading'
  | 'name'
  | 'text'
  | 'reference'
  | 'subject'
  | 'head'
  | 'cell'
  | 'figure'
  | 'more'
  | 'strongCell'
  | 'sum'
  | 'due'
  | 'term'
  | 'mention'
  | 'foot',
  Style
>

/** Styles in a set of fonts; the firm's colour is for its name and the title only: the rest is black on white (domaine.md §2.4). */
export function stylesOf({ text, medium, strong, figures, strongFigures }: Fonts, color: Color): Styles {
  const style = (font: Style['font'], size: number, height: number): Style => ({ font, size, leading: size * height })
  return {
    title: { ...style(strong, 21, 1.1), color },
    number: style(strong, 11, 1.45),
    fact: style(text, 9.5, 1.45),
    firm: { ...style(strong, 12.5, 1.3), color },
    from: style(text, 8.5, 1.45),
    heading: style(strong, 8, 1.4),
    name: style(strong, 10.5, 1.45),
    text: style(text, 9, 1.45),
    reference: style(medium, 9, 1.45),
    subject: style(strong, 10.5, 1.45),
    head: style(strong, 7.8, 1.25),
    cell: style(text, 9, 1.45),
    figure: style(figures, 9, 1.45),
    more: style(text, 8, 1.45),
    strongCell: style(strongFigures, 9, 1.45),
    sum: style(figures, 9, 1.45),
    due: style(strongFigures, 12.5, 1.45),
    term: style(text, 8, 1.5),
    mention: style(strong, 9, 1.45),
    foot: style(text, 7.5, 1.5),
  }
}
