//! Writing the record: claims, withdrawals and verdicts are appended and chained, and what they change is settled
//! into postings, cells, stages and queues in the same transaction.

mod cells;
mod chain;
mod foresee;
mod settle;

use std::collections::{BTreeMap, BTreeSet};

use domain::claim::{ClaimDraft, VerdictDraft};
use domain::ids::{ClaimId, OrgId, ProjectId, VerdictId};
use domain::money::Fen;
use domain::posting::ClaimRecord;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub use cells::{compare_cells, rebuild_cells};
pub use chain::{ChainFault, verify};
pub use foresee::{Foreseen, Outlook, foresee};
pub(crate) use settle::{Loaded, keep_states, load_records, state_rows};

use crate::bulk::insert_all;
use crate::claim::{Claim, Source};
use crate::entity::{chain as link, claim, project, verdict, withdrawal};
use crate::error::StoreError;
use crate::project::{Project, uuids};
use crate::rows::Visible;
use crate::tx::Tx;
use domain::claim::Level;

/// Something to append to a project's record.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A claim, reported for an organisation.
    Claim {
        /// Its project.
        project: Visible<ProjectId>,
        /// What is claimed.
        draft: ClaimDraft,
        /// For whom.
        org: OrgId,
        /// Where it comes from.
        source: Source,
    },
    /// A claim is taken back.
    Withdrawal {
        /// The claim.
        claim: Visible<ClaimKey>,
        /// Why.
        reason: String,
    },
    /// A claim is decided on.
    Verdict {
        /// The claim.
        claim: Visible<ClaimKey>,
        /// Level.
        level: Level,
        /// The decision.
        draft: VerdictDraft,
        /// The amount that counts, as [`VerdictDraft::check`] found it.
        recognised: Option<Fen>,
    },
    /// Nothing new is said, but a counted fact of the project changed.
    FactChange {
        /// The project, as revised.
        project: Visible<ProjectId>,
    },
}

/// A claim that may be decided on or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimKey {
    /// The claim.
    pub claim: ClaimId,
    /// Its project.
    pub project: ProjectId,
}

impl Visible<Project> {
    /// The right to write to this project, without its facts.
    pub fn key(&self) -> Visible<ProjectId> {
        Visible::made(self.id)
    }
}

impl Visible<Claim> {
    /// The right to decide on this claim or to take it back, without what it says.
    pub fn key(&self) -> Visible<ClaimKey> {
        Visible::made(ClaimKey { claim: self.id, project: self.project })
    }
}

impl Entry {
    fn project(&self) -> ProjectId {
        match self {
            Self::Claim { project, .. } | Self::FactChange { project } => **project,
            Self::Withdrawal { claim, .. } | Self::Verdict { claim, .. } => claim.project,
        }
    }
}

/// Projects that are settled together.
const TOGETHER: usize = 400;

/// Appends entries, many projects at once, and settles what they change. Returns the ids of claims in the order in
/// which their entries stand.
pub async fn append(tx: &Tx, entries: Vec<Entry>) -> Result<Vec<ClaimId>, StoreError> {
    let mut by_project: BTreeMap<ProjectId, Vec<(usize, Entry)>> = BTreeMap::new();
    for (place, entry) in entries.into_iter().enumerate() {
        by_project.entry(entry.project()).or_default().push((place, entry));
    }
    let mut claims = BTreeMap::new();
    let mut groups = by_project.into_iter().peekable();
    while groups.peek().is_some() {
        let group: BTreeMap<ProjectId, Vec<(usize, Entry)>> = groups.by_ref().take(TOGETHER).collect();
        append_group(tx, group, &mut claims).await?;
    }
    Ok(claims.into_values().collect())
}

async fn append_group(
    tx: &Tx,
    group: BTreeMap<ProjectId, Vec<(usize, Entry)>>,
    places: &mut BTreeMap<usize, ClaimId>,
) -> Result<(), StoreError> {
    let ids: Vec<ProjectId> = group.keys().copied().collect();
    let mut projects = lock(tx, &ids).await?;
    let mut batch = Batch::default();
    let mut news: BTreeMap<ProjectId, News> = BTreeMap::new();
    for (id, entries) in group {
        let project = projects.get_mut(&id).ok_or(StoreError::NotFound)?;
        let mut of_project = News { first: project.chain_length == 0, cause: id.0, touched: Touched::Claims(BTreeSet::new()) };
        for (place, entry) in entries {
            of_project.touched.add(&entry);
            of_project.cause = batch.add(tx, project, entry, |claim| {
                places.insert(place, claim);
                of_project.touched.add_claim(claim);
            });
        }
        news.insert(id, of_project);
    }
    batch.insert(tx).await?;
    settle::settle(tx, projects, &news).await
}

/// What a batch of entries says of one project.
struct News {
    /// Whether these are the first entries of its record: then nothing is posted yet.
    first: bool,
    /// The last of them: its postings name it as their cause.
    cause: Uuid,
    /// Claims whose state they can change.
    touched: Touched,
}

/// Claims whose state a batch can change, beside those that they correct.
enum Touched {
    /// All of the project: a counted fact of it changed.
    All,
    /// These.
    Claims(BTreeSet<ClaimId>),
}

impl Touched {
    fn add(&mut self, entry: &Entry) {
        match entry {
            Entry::FactChange { .. } => *self = Self::All,
            Entry::Withdrawal { claim, .. } | Entry::Verdict { claim, .. } => self.add_claim(claim.claim),
            // Its id comes with its row.
            Entry::Claim { .. } => {}
        }
    }

    fn add_claim(&mut self, claim: ClaimId) {
        if let Self::Claims(claims) = self {
            claims.insert(claim);
        }
    }

    /// Whether a claim of `record` may have another state than before. A claim's state hangs on what was decided on
    /// it and on whether a standing claim corrects it.
    fn holds(&self, claim: ClaimId, record: &[ClaimRecord]) -> bool {
        match self {
            Self::All => true,
            Self::Claims(claims) => {
                claims.contains(&claim) || record.iter().any(|other| other.corrects == Some(claim) && claims.contains(&other.id))
            }
        }
    }
}

/// Holds projects until the end of the transaction against others who append to their records: who computes what to
/// append from what stands there must not do so beside another.
pub async fn hold(tx: &Tx, projects: &[ProjectId]) -> Result<(), StoreError> {
    let mut ids = projects.to_vec();
    ids.sort_unstable();
    for chunk in ids.chunks(TOGETHER) {
        lock(tx, chunk).await?;
    }
    Ok(())
}

/// The projects' rows, held against other writers until the end of the transaction.
async fn lock(tx: &Tx, ids: &[ProjectId]) -> Result<BTreeMap<ProjectId, project::Model>, StoreError> {
    let models = project::Entity::find()
        .filter(project::Column::Id.is_in(uuids(ids)))
        .order_by_asc(project::Column::Id)
        .lock_exclusive()
        .all(&tx.connection)
        .await?;
    Ok(models.into_iter().map(|model| (ProjectId(model.id), model)).collect())
}

#[derive(Default)]
struct Batch {
    claims: Vec<claim::ActiveModel>,
    withdrawals: Vec<withdrawal::ActiveModel>,
    verdicts: Vec<verdict::ActiveModel>,
    links: Vec<link::ActiveModel>,
}

impl Batch {
    /// Adds an entry behind the project's last link, and returns the id that its postings name as their cause.
    fn add(&mut self, tx: &Tx, project: &mut project::Model, entry: Entry, claim_made: impl FnOnce(ClaimId)) -> Uuid {
        let user = tx.actor().user.map(|user| user.0);
        let name = tx.actor().name.clone();
        let sequence = project.chain_length + 1;
        let (record, id, hash) = match entry {
            Entry::FactChange { project } => return project.0,
            Entry::Claim { draft, org, source, .. } => {
                let id: ClaimId = tx.id();
                claim_made(id);
                let model = claim::Model {
                    id: id.0,
                    project: project.id,
                    sequence,
                    kind: draft.kind.number(),
                    class: draft.class.number(),
                    origin: draft.origin.number(),
                    amount: draft.amount.map(|amount| amount.0),
                    approximate: draft.approximate,
                    occurred_on: draft.occurred.map(|date| date.first),
                    precision: draft.occurred.map(|date| date.precision.code().to_owned()),
                    period: draft.period.key(),
                    opening: draft.opening,
                    recorded_at: tx.now(),
                    reported_by: user,
                    reporter: name,
                    org: org.0,
                    source: source.kind.number(),
                    import: source.import.map(|import| import.0),
                    sheet: source.sheet,
                    cell: source.cell,
                    raw: source.raw,
                    corrects: draft.corrects.map(|corrected| corrected.0),
                };
                let hash = chain::of_claim(&project.chain_hash, &model);
                self.claims.push(model.into());
                (chain::CLAIM, id.0, hash)
            }
            Entry::Withdrawal { claim, reason } => {
                let model = withdrawal::Model {
                    id: tx.id(),
                    claim: claim.claim.0,
                    project: project.id,
                    reason,
                    by_user: user,
                    by_name: name,
                    at: tx.now(),
                };
                let (id, hash) = (model.id, chain::of_withdrawal(&project.chain_hash, &model));
                self.withdrawals.push(model.into());
                (chain::WITHDRAWAL, id, hash)
            }
            Entry::Verdict { claim, level, draft, recognised } => {
                let id: VerdictId = tx.id();
                let model = verdict::Model {
                    id: id.0,
                    claim: claim.claim.0,
                    project: project.id,
                    level: level.number(),
                    outcome: draft.outcome.number(),
                    amount: recognised.map(|amount| amount.0),
                    reason: draft.reason,
                    by_user: user,
                    by_name: name,
                    at: tx.now(),
                };
                let hash = chain::of_verdict(&project.chain_hash, &model);
                self.verdicts.push(model.into());
                (chain::VERDICT, id.0, hash)
            }
        };
        project.chain_length = sequence;
        project.chain_hash = hash.to_vec();
        self.links.push(link::ActiveModel {
            project: Set(project.id),
            sequence: Set(sequence),
            record: Set(record),
            record_id: Set(id),
            hash: Set(hash.to_vec()),
        });
        id
    }

    async fn insert(self, tx: &Tx) -> Result<(), StoreError> {
        insert_all(&tx.connection, self.claims).await?;
        insert_all(&tx.connection, self.withdrawals).await?;
        insert_all(&tx.connection, self.verdicts).await?;
        insert_all(&tx.connection, self.links).await
    }
}
