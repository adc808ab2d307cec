import type { Fields } from './fields.ts'
import type { DocumentFacts } from './reading.ts'
import type { Circuit } from './rules/rule.ts'

/**
 * By which door a file leaves unless the person chooses otherwise. XML is a flow. A Factur-X is one too when its data can
 * pass Chorus Pro's own checks (chorus-pro-api.md §8.9); when they cannot, the page is submitted as a plain PDF with its form
 * (the way round of §9.3), so that nothing leaves that would come back.
 */
export function defaultCircuit(document: DocumentFacts, fields: Fields): Circuit {
  if (document.kind === 'cii' || document.kind === 'ubl') return 'flux'
  return document.kind === 'facturx' && canPass(document, fields) ? 'flux' : 'pdf'
}

function canPass({ businessProcess = '', paymentMeansCode, sirens }: DocumentFacts, fields: Fields): boolean {
  const isReform = /^[BSM]\d$/.test(businessProcess)
  const isComplete = fields.number && fields.issueDate && fields.supplierSiret && fields.buyerSiret
  return !isReform && !sirens && !!paymentMeansCode && !!isComplete && fields.grossTotal !== null
}
