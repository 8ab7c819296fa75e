//! Claims as rows of the record. Writing them is [`crate::record`]'s.

use chrono::{DateTime, Utc};
use domain::claim::{ClaimKind, ClaimState, Class, Level, OriginScope, Outcome, SourceKind};
use domain::date::{PartialDate, Precision};
use domain::ids::{ClaimId, ImportId, OrgId, ProjectId, UserId, VerdictId};
use domain::money::Fen;
use domain::period::Period;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{claim, claim_state, verdict, withdrawal};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};

/// Where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// How it came in.
    pub kind: SourceKind,
    /// The import whose cell it was read from.
    pub import: Option<ImportId>,
    /// Sheet of the workbook.
    pub sheet: Option<String>,
    /// Address in the sheet, `H7`.
    pub cell: Option<String>,
    /// The cell's text as it stood there.
    pub raw: Option<String>,
}

impl Source {
    /// A claim without a workbook behind it.
    pub const fn of(kind: SourceKind) -> Self {
        Self { kind, import: None, sheet: None, cell: None, raw: None }
    }
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Id.
    pub id: ClaimId,
    /// Its project.
    pub project: ProjectId,
    /// Place in the project's record.
    pub sequence: i64,
    /// What is claimed.
    pub kind: ClaimKind,
    /// Its class.
    pub class: Class,
    /// Where the money comes from.
    pub origin: OriginScope,
    /// Hundredths of the kind's currency.
    pub amount: Option<Fen>,
    /// Whether the amount is only about right.
    pub approximate: bool,
    /// When it happened.
    pub occurred: Option<PartialDate>,
    /// The period that it is booked to.
    pub period: Period,
    /// Whether it is an opening balance.
    pub opening: bool,
    /// When the store took it.
    pub recorded_at: DateTime<Utc>,
    /// Who reported it; absent for the system.
    pub reported_by: Option<UserId>,
    /// Name of who reported it.
    pub reporter: String,
    /// The organisation that it was reported for.
    pub org: OrgId,
    /// Where it comes from.
    pub source: Source,
    /// The claim that it replaces.
    pub corrects: Option<ClaimId>,
}

/// A decision on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Id.
    pub id: VerdictId,
    /// The claim.
    pub claim: ClaimId,
    /// Level.
    pub level: Level,
    /// Decision.
    pub outcome: Outcome,
    /// Recognised amount.
    pub amount: Option<Fen>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// The person's id; absent for the system.
    pub by_user: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A claim taken back by who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The claim.
    pub claim: ClaimId,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

fn known<T>(value: Option<T>, what: &str) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::corrupt(what))
}

pub(crate) fn claim_from(model: claim::Model) -> Result<Claim, StoreError> {
    let occurred = match (model.occurred_on, model.precision) {
        (Some(first), Some(precision)) => {
            Some(PartialDate { first, precision: known(Precision::from_code(&precision), "claim.precision")? })
        }
        _ => None,
    };
    Ok(Claim {
        id: ClaimId(model.id),
        project: ProjectId(model.project),
        sequence: model.sequence,
        kind: known(ClaimKind::from_number(model.kind), "claim.kind")?,
        class: known(Class::from_number(model.class), "claim.class")?,
        origin: known(OriginScope::from_number(model.origin), "claim.origin")?,
        amount: model.amount.map(Fen),
        approximate: model.approximate,
        occurred,
        period: Period::from_key(model.period).map_err(StoreError::corrupt)?,
        opening: model.opening,
        recorded_at: model.recorded_at,
        reported_by: model.reported_by.map(UserId),
        reporter: model.reporter,
        org: OrgId(model.org),
        source: Source {
            kind: known(SourceKind::from_number(model.source), "claim.source")?,
            import: model.import.map(ImportId),
            sheet: model.sheet,
            cell: model.cell,
            raw: model.raw,
        },
        corrects: model.corrects.map(ClaimId),
    })
}

pub(crate) fn verdict_from(model: verdict::Model) -> Result<Verdict, StoreError> {
    Ok(Verdict {
        id: VerdictId(model.id),
        claim: ClaimId(model.claim),
        level: known(Level::from_number(model.level), "verdict.level")?,
        outcome: known(Outcome::from_number(model.outcome), "verdict.outcome")?,
        amount: model.amount.map(Fen),
        reason: model.reason,
        by: model.by_name,
        by_user: model.by_user.map(UserId),
        at: model.at,
    })
}

impl sealed::Entity for Claim {
    type Entity = claim::Entity;

    fn owner() -> Owner<claim::Column> {
        Owner::Project(claim::Column::Project)
    }

    fn from_model(model: claim::Model) -> Result<Self, StoreError> {
        claim_from(model)
    }
}

impl Table for Claim {}

impl Rows<Claim> {
    /// Only those that were read from this import; with `state`, only those in it.
    #[must_use]
    pub fn of_import(self, import: ImportId, state: Option<ClaimState>) -> Self {
        let mut states = Query::select();
        states.column(claim_state::Column::Claim).from(claim_state::Entity).and_where(claim_state::Column::Import.eq(import.0));
        if let Some(state) = state {
            states.and_where(claim_state::Column::State.eq(state.number()));
        }
        self.narrow(claim::Column::Id.in_subquery(states))
    }

    /// The projects that they are of.
    pub async fn projects(self, read: &Reader<'_>) -> Result<Vec<ProjectId>, StoreError> {
        let select = self.into_probe().select_only().column(claim::Column::Project).distinct();
        Ok(select.into_tuple::<uuid::Uuid>().all(&read.0).await?.into_iter().map(ProjectId).collect())
    }

    /// Those of these ids, in the order of their ids.
    pub async fn by_ids(self, read: &Reader<'_>, ids: &[ClaimId]) -> Result<Vec<Visible<Claim>>, StoreError> {
        let select = self.into_probe().order_by_asc(claim::Column::Id);
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(500) {
            for model in select.clone().filter(claim::Column::Id.is_in(chunk.iter().map(|id| id.0))).all(&read.0).await? {
                found.push(crate::rows::visible(model)?);
            }
        }
        Ok(found)
    }

    /// Those of these projects.
    pub async fn of_projects(self, read: &Reader<'_>, projects: &[ProjectId]) -> Result<Vec<Visible<Claim>>, StoreError> {
        let select = self.into_probe().order_by_asc(claim::Column::Sequence);
        let mut found = Vec::new();
        for chunk in projects.chunks(500) {
            for model in select.clone().filter(claim::Column::Project.is_in(crate::project::uuids(chunk))).all(&read.0).await? {
                found.push(crate::rows::visible(model)?);
            }
        }
        Ok(found)
    }
}

/// What was decided on claims that somebody sees, oldest first.
pub async fn verdicts(read: &Reader<'_>, claims: &[&Visible<Claim>]) -> Result<Vec<Verdict>, StoreError> {
    let mut found = Vec::new();
    for chunk in claims.chunks(500) {
        let ids = chunk.iter().map(|claim| claim.id.0);
        let models =
            verdict::Entity::find().filter(verdict::Column::Claim.is_in(ids)).order_by_asc(verdict::Column::At).all(&read.0).await?;
        for model in models {
            found.push(verdict_from(model)?);
        }
    }
    Ok(found)
}

/// The withdrawals of claims that somebody sees.
pub async fn withdrawals(read: &Reader<'_>, claims: &[&Visible<Claim>]) -> Result<Vec<Withdrawal>, StoreError> {
    let mut found = Vec::new();
    for chunk in claims.chunks(500) {
        let ids = chunk.iter().map(|claim| claim.id.0);
        let models = withdrawal::Entity::find().filter(withdrawal::Column::Claim.is_in(ids)).all(&read.0).await?;
        found.extend(models.into_iter().map(|m| Withdrawal { claim: ClaimId(m.claim), reason: m.reason, by: m.by_name, at: m.at }));
    }
    Ok(found)
}

/// The states of claims that somebody sees.
pub async fn states(read: &Reader<'_>, claims: &[&Visible<Claim>]) -> Result<std::collections::BTreeMap<ClaimId, ClaimState>, StoreError> {
    let mut found = std::collections::BTreeMap::new();
    for chunk in claims.chunks(500) {
        let ids = chunk.iter().map(|claim| claim.id.0);
        for model in claim_state::Entity::find().filter(claim_state::Column::Claim.is_in(ids)).all(&read.0).await? {
            found.insert(ClaimId(model.claim), known(ClaimState::from_number(model.state), "claim_state.state")?);
        }
    }
    Ok(found)
}
