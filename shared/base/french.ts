/**
 * French spaces, so that sentences may be written with plain ones: narrow no-break before ; ? ! and no-break before : € %
 * and inside « ». Times and addresses (« 9:41 », « https: ») have no space before their colon and are left alone.
 */
export const french = (text: string): string =>
  text
    .replace(/ ([;?!])/g, '\u202f$1')
    .replace(/ ([:€%»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
