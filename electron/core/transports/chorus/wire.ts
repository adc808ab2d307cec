import { z } from 'zod'
import { isDate } from '../../../../shared/base/dates.ts'

/**
 * Wire format of Chorus Pro, read with tolerance: a field may be missing, null, new, or a number written as a text. French field
 * names end here. Tolerance ends where an answer would say « nothing there »: see `answer` and `lines`.
 */
const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined)
/** A text; identifiers and days may come as numbers. */
const text = maybe(z.union([z.string(), z.number().transform(String)]))
/** A SIRET; one that comes as a number has lost its first zeros. */
const siret = maybe(z.union([z.string(), z.number().transform((value) => String(value).padStart(14, '0'))]))
const DIGITS = /^\s*-?\d[\d\s]*(?:[.,]\d+)?\s*$/
const numeric = z
  .string()
  .regex(DIGITS)
  .transform((value) => Number(value.replace(/\s/g, '').replace(',', '.')))
/** A number, or one written as a text. */
const number = z.union([z.number(), numeric])
const id = number.pipe(z.int())
const flag = maybe(z.union([z.boolean(), z.string().transform((value) => value === 'true')])).transform(
  (value) => value === true,
)
const filled = text.pipe(z.string().min(1))

/** A list as far as it can be read. `unread` are the lines that cannot, as they came: they are no proof that something is missing. */
export type Lines<Row> = { rows: Row[]; unread: unknown[] }
const linesOf = <T extends z.ZodType>(row: T, lines: unknown[]): Lines<z.output<T>> => {
  const read = lines.map((line) => ({ line, row: row.safeParse(line) }))
  return {
    rows: read.flatMap(({ row }) => (row.success ? [row.data] : [])),
    unread: read.flatMap(({ line, row }) => (row.success ? [] : [line])),
  }
}
/** Line by line: one that cannot be read spoils no other. A list that is not in its place is no empty list. */
const lines = <T extends z.ZodType>(row: T) => z.array(z.unknown()).transform((all) => linesOf(row, all))
/** The same, where `null` is another way to say that nothing was found, and costs nothing if it is not. */
const linesOrNull = <T extends z.ZodType>(row: T) =>
  z
    .array(z.unknown())
    .nullable()
    .transform((all) => linesOf(row, all ?? []))
/** Lines that can be read of a list that nothing is concluded from when it is not there. */
const some = <T extends z.ZodType>(row: T) =>
  z
    .array(z.unknown())
    .nullish()
    .transform((all) => linesOf(row, all ?? []).rows)

/** Schema of an answer that only counts when Chorus Pro says itself that all went well: an empty body, or a gateway's own words, is no answer. */
const answer = <T extends z.ZodRawShape>(shape: T) => z.object({ codeRetour: number.pipe(z.literal(0)), ...shape })

export const Token = z.object({ access_token: z.string(), expires_in: z.coerce.number().default(3600) })
export const TokenFailure = z.object({ error: z.string(), error_description: text })

/** Envelope of every answer of the trade: a failure comes with HTTP 200 and a code that is not 0 (§2.2). Undefined where none can be read. */
export const Envelope = z.looseObject({
  codeRetour: maybe(number).catch(undefined),
  libelle: text.catch(undefined),
  error_description: text.catch(undefined),
})

/** Proof, which is kept as it came: nothing is left out. */
export const Answered = z.looseObject({ codeRetour: number.pipe(z.literal(0)) })
export const Upload = z.object({ pieceJointeId: id })
export const Receipt = z.looseObject({ numeroFluxDepot: filled, dateDepot: text })
export const Registration = z.looseObject({
  identifiantFactureCPP: id,
  numeroFacture: text,
  statutFacture: text.transform((value) => value ?? 'DEPOSEE'),
  dateDepot: text,
  empreinteCertificatDepot: text,
})
export const Report = answer({
  etatCourantDepotFlux: text,
  listeErreurDP: some(z.object({ numeroDP: text, libelleErreurDP: text })),
  listeErreurTechnique: some(z.object({ codeErreur: text, libelleErreur: text })),
}).loose()
export type FlowReport = z.infer<typeof Report>
/** How many pages and lines there are in all, where it is said. */
const Paging = maybe(z.object({ pages: maybe(number), total: maybe(number) })).catch(undefined)
const FoundInvoice = z.looseObject({
  identifiantFactureCPP: id,
  /** A draft saved on the portal has neither number nor date. */
  numeroFacture: text.transform((value) => value ?? ''),
  statut: text.transform((value) => value ?? ''),
  codeFournisseur: siret,
  codeDestinataire: siret,
  dateDepot: text,
  dateHeureEtatCourant: text,
  commentaireEtatCourant: text,
  montantTTC: maybe(number),
})
export type FoundInvoice = z.infer<typeof FoundInvoice>
/** The number on a line that cannot be read as a whole. */
export const NumberOnly = z.object({ numeroFacture: filled })
export const Found = answer({ listeFactures: lines(FoundInvoice), parametresRetour: Paging })
export const History = answer({
  statutCourantCode: text,
  historiquesDesStatuts: maybe(
    z.object({
      histoStatut: some(
        z.object({
          histoStatutId: maybe(number),
          histoStatutCode: filled,
          histoStatutDatePassage: text,
          histoStatutCommentaire: text,
          histoStatutUtilisateurPrenom: text,
          histoStatutUtilisateurNom: text,
        }),
      ),
    }),
  ),
})
export const Structures = answer({
  listeStructures: linesOrNull(
    z.object({
      idStructureCPP: id,
      identifiantStructure: siret,
      identifiant: siret,
      designationStructure: text,
      statut: text,
    }),
  ),
  parametresRetour: Paging,
})
/** The identifier on a line that cannot be read as a whole. */
export const SiretOnly = z.object({ identifiantStructure: filled })
export const Structure = answer({
  informationGenerales: maybe(
    z.object({ raisonSocialeStructure: text, libelleStructure: text, dateExpirationMotPasseCompteTech: text }),
  ),
  adressePostaleDuSiege: maybe(z.object({ codePostal: text, ville: text })),
  parametres: maybe(
    z.object({
      gestionNumeroEJOuCodeService: flag,
      codeServiceDoitEtreRenseigne: flag,
      numeroEJDoitEtreRenseigne: flag,
      statutMiseEnPaiementNestPasRemonte: flag,
      estMOA: flag,
      getaMoa: flag,
      estMoaUniquement: flag,
    }),
  ),
})
export const Services = answer({
  /** One without an id can be chosen, but not asked about. */
  listeServices: some(
    z.object({
      idService: maybe(id),
      codeService: filled,
      libelleService: text,
      estActif: maybe(z.boolean()).catch(undefined),
    }),
  ),
  parametresRetour: Paging,
})
export const Service = answer({ parametres: maybe(z.object({ numeroEngagement: flag })) })
export const BankAccounts = answer({
  listeCoordonneeBancaire: some(z.object({ idCoordonneeBancaire: id, nomCoordonneeBancaire: text })),
})

export const Exemptions = answer({
  listeMotifsExonerationTva: some(z.object({ codeMotifExonerationTva: filled, libelleMotifExonerationTva: text })),
})
export const VatRates = answer({
  listeTauxTva: some(z.object({ codeTauxTva: filled, libelleTauxTva: text, valeurTauxTva: maybe(number) })),
})
export const AttachmentTypes = answer({
  listeTypePieceJointe: some(z.object({ codeTypePieceJointe: filled, libelleTypePieceJointe: text })),
})
/** A file in base64: a PDF, a ZIP or an XML, to be told by its first bytes (§3.9, §5.8). */
export const Download = z.object({ fichierResultat: z.string().min(1) })
export const Details = answer({
  facture: z.looseObject({
    identifiantFactureCPP: id,
    numeroFacture: text.transform((value) => value ?? ''),
    statutFacture: text,
    rejetTraite: flag,
  }),
})
export const Engagements = answer({ listeEngagementJuridique: linesOrNull(z.looseObject({})) })
export const AttachedStructures = answer({
  listeStructureRattachement: some(
    z.object({
      identifiantStructure: siret,
      designationStructure: text,
      statutRattachementStructure: text,
    }),
  ),
  parametresRetour: Paging,
})

const FORMS = [
  /^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})(?:[T ](?<time>\d{2}:\d{2}).*)?$/,
  /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})(?:[T ](?<time>\d{2}:\d{2}).*)?$/,
]
const INSTANT = /^\d{12,13}$/
const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })
/**
 * Parsing of the three forms of dates of §2.3 → ISO local date-time « YYYY-MM-DDTHH:MM » or day; day first, digits alone and epoch
 * milliseconds are met too. Empty for what is no day: no list ever has to live with one.
 */
export function wireDate(value: string | undefined): string {
  const said = value?.trim() ?? ''
  const form = INSTANT.test(said) ? PARIS.format(Number(said)) : said
  for (const pattern of FORMS) {
    const { year, month, day, time } = pattern.exec(form)?.groups ?? {}
    const date = `${year ?? ''}-${month ?? ''}-${day ?? ''}`
    if (isDate(date)) return time ? `${date}T${time}` : date
  }
  return ''
}
