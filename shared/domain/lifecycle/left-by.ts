import { PRINCIPAL } from '../firms/connection.ts'
import type { Invoice } from './invoice.ts'

/** The connection an invoice has left by, or leaves by; the principal one unless it says another. */
export const leftBy = (invoice: Invoice): string => ('connection' in invoice && invoice.connection) || PRINCIPAL
