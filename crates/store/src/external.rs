//! Figures that others have published, each with the paper that it stands in. They are no claims: nothing of them
//! reaches postings or cells.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{ExternalFigureId, ExternalPaperId, OrgId, UserId};
use domain::period::Period;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::bulk::insert_all;
use crate::entity::{external_figure, external_paper};
use crate::error::StoreError;
use crate::org::Org;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// A paper that somebody published: a bulletin, a yearbook, a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalPaper {
    /// Id.
    pub id: ExternalPaperId,
    /// For which organisation it was recorded.
    pub org: OrgId,
    /// Title.
    pub title: String,
    /// Document number, `临招发〔2025〕7号`.
    pub document_no: Option<String>,
    /// Who published it.
    pub issuer: String,
    /// When it was published.
    pub issued_on: NaiveDate,
    /// The paper itself, where it was handed in.
    pub file: Option<PaperFile>,
    /// Who recorded it.
    pub recorded_by: Option<UserId>,
    /// Name of who recorded it.
    pub recorded_name: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// The file of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFile {
    /// Name for downloading.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// A figure of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalFigure {
    /// Id; ids are in the order of time.
    pub id: ExternalFigureId,
    /// The paper.
    pub paper: ExternalPaperId,
    /// What it is about.
    pub question: FigureKey,
    /// The value in basis points of a project, fen, or hundredths of a per cent; absent where a former one was taken
    /// back.
    pub value: Option<i64>,
    /// As it was written.
    pub raw: String,
    /// Where in the paper.
    pub place: Option<String>,
    /// Name of who recorded it.
    pub recorded_name: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What a published figure is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureKey {
    /// The unit, or the whole area.
    pub org: OrgId,
    /// Code of the indicator.
    pub indicator: String,
    /// Last month of what it covers.
    pub period: Period,
    /// Whether it covers the months from January.
    pub cumulative: bool,
}

impl sealed::Entity for ExternalPaper {
    type Entity = external_paper::Entity;

    fn owner() -> Owner<external_paper::Column> {
        Owner::Org(external_paper::Column::Org)
    }

    fn from_model(m: external_paper::Model) -> Result<Self, StoreError> {
        let file = match (m.file_name, m.media_type, m.sha256) {
            (Some(name), Some(media_type), Some(sha256)) => Some(PaperFile { name, media_type, sha256 }),
            _ => None,
        };
        Ok(Self {
            id: ExternalPaperId(m.id),
            org: OrgId(m.org),
            title: m.title,
            document_no: m.document_no,
            issuer: m.issuer,
            issued_on: m.issued_on,
            file,
            recorded_by: m.recorded_by.map(UserId),
            recorded_name: m.recorded_name,
            recorded_at: m.recorded_at,
        })
    }
}

impl Table for ExternalPaper {}

impl sealed::Entity for ExternalFigure {
    type Entity = external_figure::Entity;

    fn owner() -> Owner<external_figure::Column> {
        Owner::Org(external_figure::Column::Org)
    }

    fn from_model(m: external_figure::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ExternalFigureId(m.id),
            paper: ExternalPaperId(m.paper),
            question: FigureKey {
                org: OrgId(m.org),
                indicator: m.indicator,
                period: Period::from_key(m.period).map_err(StoreError::corrupt)?,
                cumulative: m.cumulative,
            },
            value: m.value,
            raw: m.raw,
            place: m.place,
            recorded_name: m.recorded_name,
            recorded_at: m.recorded_at,
        })
    }
}

impl Table for ExternalFigure {}

impl Rows<ExternalPaper> {
    /// Newest first, before the one with this id.
    pub async fn newest(
        self,
        read: &Reader<'_>,
        before: Option<ExternalPaperId>,
        limit: u64,
    ) -> Result<Vec<Visible<ExternalPaper>>, StoreError> {
        let rows = match before {
            Some(before) => self.narrow(external_paper::Column::Id.lt(before.0)),
            None => self,
        };
        let models = rows.into_select().order_by_desc(external_paper::Column::Id).limit(limit).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
    }
}

impl Rows<ExternalFigure> {
    /// The figures that stand for these periods, as known at an instant or now: of each question the latest, unless
    /// that takes the former back.
    pub async fn standing(
        self,
        read: &Reader<'_>,
        periods: &[Period],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<BTreeMap<FigureKey, Visible<ExternalFigure>>, StoreError> {
        let mut rows = self.narrow(external_figure::Column::Period.is_in(periods.iter().map(|period| period.key())));
        if let Some(as_of) = as_of {
            rows = rows.narrow(external_figure::Column::RecordedAt.lte(as_of));
        }
        Ok(latest(rows.in_order(read).await?))
    }

    /// All that was recorded from a paper, in the order of time.
    pub async fn of_paper(self, read: &Reader<'_>, paper: ExternalPaperId) -> Result<Vec<Visible<ExternalFigure>>, StoreError> {
        self.narrow(external_figure::Column::Paper.eq(paper.0)).in_order(read).await
    }

    async fn in_order(self, read: &Reader<'_>) -> Result<Vec<Visible<ExternalFigure>>, StoreError> {
        let models = self.into_select().order_by_asc(external_figure::Column::Id).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
    }
}

fn latest(figures: Vec<Visible<ExternalFigure>>) -> BTreeMap<FigureKey, Visible<ExternalFigure>> {
    let mut standing: BTreeMap<FigureKey, Visible<ExternalFigure>> =
        figures.into_iter().map(|figure| (figure.question.clone(), figure)).collect();
    standing.retain(|_, figure| figure.value.is_some());
    standing
}

/// The papers of figures that somebody sees: who sees a figure may know where it stands. They
/// are not [`Visible`]: nobody may record from a paper that was recorded for somebody else.
pub async fn papers_of(
    read: &Reader<'_>,
    figures: impl IntoIterator<Item = &Visible<ExternalFigure>>,
) -> Result<BTreeMap<ExternalPaperId, ExternalPaper>, StoreError> {
    let ids: std::collections::BTreeSet<_> = figures.into_iter().map(|figure| figure.paper.0).collect();
    let mut found = BTreeMap::new();
    for chunk in ids.into_iter().collect::<Vec<_>>().chunks(500) {
        let select = external_paper::Entity::find().filter(external_paper::Column::Id.is_in(chunk.iter().copied()));
        for model in select.all(&read.0).await? {
            let paper = <ExternalPaper as sealed::Entity>::from_model(model)?;
            found.insert(paper.id, paper);
        }
    }
    Ok(found)
}

/// A paper to be recorded.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// Title.
    pub title: String,
    /// Document number.
    pub document_no: Option<String>,
    /// Who published it.
    pub issuer: String,
    /// When it was published.
    pub issued_on: NaiveDate,
    /// Name, media type and bytes of the paper.
    pub file: Option<(String, String, Vec<u8>)>,
}

/// Records a paper for an organisation.
pub async fn record_paper(tx: &Tx, org: &Visible<Org>, new: NewPaper) -> Result<ExternalPaperId, StoreError> {
    let file = match new.file {
        None => None,
        Some((name, media_type, content)) => Some((name, media_type, crate::blob::keep(tx, content).await?)),
    };
    let (file_name, media_type, sha256) =
        file.map_or((None, None, None), |(name, media_type, sha256)| (Some(name), Some(media_type), Some(sha256)));
    let row = external_paper::ActiveModel {
        id: Set(tx.id()),
        org: Set(org.id.0),
        title: Set(new.title),
        document_no: Set(new.document_no),
        issuer: Set(new.issuer),
        issued_on: Set(new.issued_on),
        file_name: Set(file_name),
        media_type: Set(media_type),
        sha256: Set(sha256),
        recorded_by: Set(tx.actor().user.map(|user| user.0)),
        recorded_name: Set(tx.actor().name.clone()),
        recorded_at: Set(tx.now()),
    };
    Ok(ExternalPaperId(row.insert(&tx.connection).await?.id))
}

/// A figure to be recorded.
#[derive(Clone, Debug)]
pub struct NewFigure {
    /// The unit, or the whole area.
    pub org: Visible<Org>,
    /// Code of the indicator.
    pub indicator: String,
    /// Last month of what it covers.
    pub period: Period,
    /// Whether it covers the months from January.
    pub cumulative: bool,
    /// The value; absent to take the former back.
    pub value: Option<i64>,
    /// As it was written.
    pub raw: String,
    /// Where in the paper.
    pub place: Option<String>,
}

/// Records figures of a paper. They stand from now on in place of former ones to the same questions.
pub async fn record_figures(tx: &Tx, paper: &Visible<ExternalPaper>, figures: Vec<NewFigure>) -> Result<(), StoreError> {
    let rows = figures.into_iter().map(|figure| external_figure::ActiveModel {
        id: Set(tx.id()),
        paper: Set(paper.id.0),
        org: Set(figure.org.id.0),
        indicator: Set(figure.indicator),
        period: Set(figure.period.key()),
        cumulative: Set(figure.cumulative),
        value: Set(figure.value),
        raw: Set(figure.raw),
        place: Set(figure.place),
        recorded_by: Set(tx.actor().user.map(|user| user.0)),
        recorded_name: Set(tx.actor().name.clone()),
        recorded_at: Set(tx.now()),
    });
    insert_all(&tx.connection, rows.collect()).await
}

/// The bytes of a paper, exactly as they were handed in.
pub async fn content(read: &Reader<'_>, file: &PaperFile) -> Result<Vec<u8>, StoreError> {
    crate::blob::fetch(read, &file.sha256).await
}
