import { expect, it } from 'vitest'
import { questioned } from '../../shared/domain/lifecycle/questioned.ts'

const route = { buyerSiret: '12345678200051', serviceCode: 'ADM', engagementNumber: 'JM-2026-118', contractNumber: '' }

it.each([
  ['Le code service ADM n’est pas celui de la restauration. Merci d’adresser au bon service.', ['serviceCode']],
  ['Le numéro d’engagement n’est pas celui de cette commande.', ['engagementNumber']],
  ['SE_ERR', ['serviceCode']],
  ['SIMULÉ : SE_ERR, mauvais service', ['serviceCode']],
  ['EJ_ERR : le service vous dira lequel', ['engagementNumber']],
  ['MARCHE_TERM', ['contractNumber']],
  ['EJ INCONNU', ['engagementNumber']],
  ['JM-2026-118 est soldé, voir avec le service', ['engagementNumber']],
  ['adm ne reçoit plus de factures', ['serviceCode']],
  ['À voir avec l’administration', []],
  ['Mauvais destinataire : cette commande est celle du lycée', ['buyerSiret']],
  ['SIRET et code service erronés', ['buyerSiret', 'serviceCode']],
  ['123 456 782 00051 n’est pas le nôtre', ['buyerSiret']],
  ['Mauvaise commande', ['engagementNumber']],
  ['Merci de corriger', []],
  ['', []],
])('« %s » is about %j', (comment, fields) => {
  expect(questioned(comment, route)).toEqual(fields)
})
