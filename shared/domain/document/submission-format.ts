import { z } from 'zod'
import type { FieldName } from '../fields/fields.ts'
import { isInData, type Reading } from './reading.ts'

/** A plain PDF is submitted with its form; structured data leave as a flow and Chorus Pro takes them as they are. */
export const SubmissionFormat = z.enum(['pdf', 'flux'])
export type SubmissionFormat = z.infer<typeof SubmissionFormat>

/**
 * By which door a file leaves unless the person chooses otherwise. XML is a flow. A Factur-X is one too when its data can
 * pass Chorus Pro's own checks (chorus-pro-api.md §8.9); when they cannot, the page is submitted as a plain PDF with its form
 * (the way round of §9.3), so that nothing leaves that would come back.
 */
export function defaultCircuit({ document, fields, origins }: Read): SubmissionFormat {
  if (document.kind === 'cii' || document.kind === 'ubl') return 'flux'
  return document.kind === 'facturx' && canPass({ document, fields, origins }) ? 'flux' : 'pdf'
}
type Read = Pick<Reading, 'document' | 'fields' | 'origins'>

function canPass({ document, fields, origins }: Read): boolean {
  const { businessProcess = '', paymentMeansCode } = document
  const isReform = /^[BSM]\d$/.test(businessProcess)
  const isComplete = mandatory.every((name) => fields[name] && (!origins[name] || isInData(origins[name])))
  return !isReform && !!paymentMeansCode && isComplete && fields.grossTotal !== null
}
/** What the file itself must say: what is filled in from elsewhere does not travel with it. */
const mandatory: FieldName[] = ['number', 'issueDate', 'supplierSiret', 'buyerSiret']

/** What Chorus Pro reads in the file of a flow, and how one says it: a value added here would not travel. */
export const carried: [FieldName, string][] = [
  ['number', 'le numéro'],
  ['issueDate', 'la date'],
  ['supplierSiret', 'votre SIRET'],
  ['buyerSiret', 'le SIRET du client'],
  ['serviceCode', 'le code service'],
  ['engagementNumber', 'le numéro d’engagement'],
  ['contractNumber', 'le numéro de marché'],
  ['netTotal', 'le total HT'],
  ['taxTotal', 'le total de TVA'],
  ['grossTotal', 'le total TTC'],
  ['payable', 'le net à payer'],
  ['cadre', 'le cadre'],
  ['valideurSiret', 'le valideur'],
]
