import { z } from 'zod'

/** What Chorus Pro sends, read with tolerance: a field may be missing, null or new. French field names end here. */
const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined)
const text = maybe(z.string())
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])

export const Token = z.object({ access_token: z.string(), expires_in: z.coerce.number().default(3600) })
export const TokenFailure = z.object({ error: z.string(), error_description: text })

/** Every answer of the trade: a failure comes with HTTP 200 and a code that is not 0; absent means success (§2.2). */
export const Envelope = z.looseObject({
  codeRetour: z.coerce.number().default(0),
  libelle: text,
  error_description: text,
})

/** What counts as proof is kept as it came: nothing is left out. */
export type Proof = Record<string, unknown>
export const Answered = z.looseObject({})
export const Upload = z.object({ pieceJointeId: z.number() })
export const Receipt = z.looseObject({ numeroFluxDepot: z.string().min(1), dateDepot: text })
export const Registration = z.looseObject({
  identifiantFactureCPP: z.number(),
  numeroFacture: z.string(),
  statutFacture: z.string().default('DEPOSEE'),
  dateDepot: text,
  empreinteCertificatDepot: text,
})
export const Report = z.looseObject({
  etatCourantDepotFlux: z.string(),
  listeErreurDP: list(z.object({ numeroDP: text, libelleErreurDP: text })),
  listeErreurTechnique: list(z.object({ codeErreur: text, libelleErreur: text })),
})
const Paging = z.object({ pages: z.number().default(1) })
/** A line of the list: a draft saved on the portal has neither number nor date, and must not spoil the others. */
const FoundInvoice = z.looseObject({
  identifiantFactureCPP: z.number(),
  numeroFacture: text.transform((value) => value ?? ''),
  statut: text.transform((value) => value ?? ''),
  codeFournisseur: text,
  codeDestinataire: text,
  dateDepot: text,
  dateHeureEtatCourant: text,
  commentaireEtatCourant: text,
  montantTTC: maybe(z.number()),
})
export type FoundInvoice = z.infer<typeof FoundInvoice>
export const Found = z.object({
  /** Line by line: one that cannot be read is left out. */
  listeFactures: list(z.unknown()).transform((lines) =>
    lines.flatMap((line) => FoundInvoice.safeParse(line).data ?? []),
  ),
  parametresRetour: maybe(Paging),
})
export const History = z.object({
  statutCourantCode: z.string(),
  historiquesDesStatuts: maybe(
    z.object({
      histoStatut: list(
        z.object({
          histoStatutId: maybe(z.number()),
          histoStatutCode: z.string(),
          histoStatutDatePassage: text,
          histoStatutCommentaire: text,
          histoStatutUtilisateurPrenom: text,
          histoStatutUtilisateurNom: text,
        }),
      ),
    }),
  ),
})
export const Structures = z.object({
  listeStructures: list(
    z.object({
      idStructureCPP: z.number(),
      identifiantStructure: text,
      identifiant: text,
      designationStructure: text,
      statut: text,
    }),
  ),
})
const flag = maybe(z.boolean()).transform((value) => value === true)
export const Structure = z.object({
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
export const Services = z.object({
  listeServices: list(
    z.object({ idService: z.number(), codeService: z.string(), libelleService: text, estActif: maybe(z.boolean()) }),
  ),
  parametresRetour: maybe(Paging),
})
export const Service = z.object({ parametres: maybe(z.object({ numeroEngagement: flag })) })
export const BankAccounts = z.object({
  listeCoordonneeBancaire: list(z.object({ idCoordonneeBancaire: z.number(), nomCoordonneeBancaire: text })),
})

export const Exemptions = z.object({
  listeMotifsExonerationTva: list(z.object({ codeMotifExonerationTva: z.string(), libelleMotifExonerationTva: text })),
})
export const VatRates = z.object({
  listeTauxTva: list(z.object({ codeTauxTva: z.string(), libelleTauxTva: text, valeurTauxTva: maybe(z.number()) })),
})
export const AttachmentTypes = z.object({
  listeTypePieceJointe: list(z.object({ codeTypePieceJointe: z.string(), libelleTypePieceJointe: text })),
})
/** A file in base64: a PDF, a ZIP or an XML, to be told by its first bytes (§3.9, §5.8). */
export const Download = z.object({ fichierResultat: z.string().min(1) })
export const Details = z.object({
  facture: z.looseObject({
    identifiantFactureCPP: z.number(),
    numeroFacture: z.string(),
    statutFacture: text,
    rejetTraite: maybe(z.boolean()),
  }),
})
export const Engagements = z.object({ listeEngagementJuridique: list(z.looseObject({})) })
export const AttachedStructures = z.object({
  listeStructureRattachement: list(
    z.object({
      idStructure: z.number(),
      identifiantStructure: text,
      designationStructure: text,
      statutRattachementStructure: text,
    }),
  ),
  parametresRetour: maybe(Paging),
})

/** The three forms of dates of §2.3 → ISO local date-time « YYYY-MM-DDTHH:MM »; day first is met too. */
export function wireDate(value: string | undefined): string {
  if (!value) return ''
  const [, day, month, year, rest = ''] = /^(\d{2})\/(\d{2})\/(\d{4})(.*)$/.exec(value) ?? []
  const iso = day ? `${year ?? ''}-${month ?? ''}-${day}${rest}` : value
  return iso.trim().replace(' ', 'T').slice(0, 16)
}
