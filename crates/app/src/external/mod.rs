//! Figures that others have published (外部数据): the growth of a first year needs what last year's bulletins said.
//!
//! A published figure stands beside the record with its paper. It never becomes a claim, never counts in a figure of
//! the record, and says what it is wherever it is used.

mod value;

use std::collections::BTreeMap;

use access::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{ExternalPaperId, OrgId};
use domain::period::Period;
use store::external::{ExternalFigure, ExternalPaper, FigureKey, NewFigure, NewPaper, papers_of};
use store::org::{Org, named};
use store::{Reader, Rows, Visible};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::indicator::{Indicator, by_code};
use crate::page::{MOST, Page, page};
use crate::state::App;

/// The longest title and place that are kept, in characters.
const LONGEST: usize = 200;

/// A paper that somebody hands in.
#[derive(Clone, Debug)]
pub struct PaperDraft {
    /// Code of the organisation that it is recorded for.
    pub org: String,
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

/// A figure of a paper, as it was typed.
#[derive(Clone, Debug)]
pub struct FigureDraft {
    /// Code of the unit, or of the whole area.
    pub org: String,
    /// Code of the indicator.
    pub indicator: String,
    /// Last month of what it covers.
    pub period: Period,
    /// Whether it covers the months from January.
    pub cumulative: bool,
    /// The value as it was typed; empty to take a former one back.
    pub text: String,
    /// Where in the paper.
    pub place: Option<String>,
}

/// A figure with what is shown of it.
#[derive(Clone, Debug)]
pub struct FigureView {
    /// The figure.
    pub figure: Visible<ExternalFigure>,
    /// The unit.
    pub org: Org,
    /// The indicator.
    pub indicator: &'static Indicator,
    /// Whether it stands: the latest to its question, and not taken back.
    pub stands: bool,
}

/// A paper with its figures.
#[derive(Clone, Debug)]
pub struct PaperView {
    /// The paper.
    pub paper: Visible<ExternalPaper>,
    /// For whom it was recorded.
    pub org: Org,
    /// All figures that were recorded from it, in the order of time.
    pub figures: Vec<FigureView>,
}

/// A published figure with its paper, as it stands behind a number.
#[derive(Clone, Debug)]
pub struct Published {
    /// The figure.
    pub figure: Visible<ExternalFigure>,
    /// The paper that it stands in, which may have been recorded for an organisation above.
    pub paper: ExternalPaper,
}

/// Papers that the caller sees, the newest first.
pub async fn papers(
    app: &App,
    caller: &Caller,
    before: Option<ExternalPaperId>,
    limit: u64,
) -> Result<Page<(Visible<ExternalPaper>, Org)>, AppError> {
    caller.require(Permission::BoardRead)?;
    let read = app.store.read();
    let limit = limit.clamp(1, MOST);
    let rows = || Rows::<ExternalPaper>::visible_to(&caller.scope);
    let total = rows().count(&read).await?;
    let cut = page(rows().newest(&read, before, limit + 1).await?, limit, total, |paper| paper.id.to_string());
    let orgs = named(&read, cut.items.iter().map(|paper| paper.org)).await?;
    let items = cut.items.into_iter().filter_map(|paper| {
        let org = orgs.get(&paper.org)?.clone();
        Some((paper, org))
    });
    Ok(Page { items: items.collect(), total: cut.total, next: cut.next })
}

/// A paper with what was recorded from it.
pub async fn paper(app: &App, caller: &Caller, id: ExternalPaperId) -> Result<PaperView, AppError> {
    caller.require(Permission::BoardRead)?;
    let read = app.store.read();
    let paper = Rows::<ExternalPaper>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let figures = Rows::<ExternalFigure>::visible_to(&caller.scope).of_paper(&read, id).await?;
    let mut periods: Vec<Period> = figures.iter().map(|figure| figure.question.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let standing = Rows::<ExternalFigure>::visible_to(&caller.scope).standing(&read, &periods, None).await?;
    let orgs = named(&read, figures.iter().map(|figure| figure.question.org).chain([paper.org])).await?;
    let org = orgs.get(&paper.org).cloned().ok_or(AppError::NotFound)?;
    let figures = figures.into_iter().filter_map(|figure| {
        let stands = standing.get(&figure.question).is_some_and(|latest| latest.id == figure.id);
        Some(FigureView { org: orgs.get(&figure.question.org)?.clone(), indicator: by_code(&figure.question.indicator)?, stands, figure })
    });
    Ok(PaperView { org, figures: figures.collect(), paper })
}

/// The paper itself: name, media type, bytes.
pub async fn file(app: &App, caller: &Caller, id: ExternalPaperId) -> Result<(String, String, Vec<u8>), AppError> {
    caller.require(Permission::BoardRead)?;
    let read = app.store.read();
    let paper = Rows::<ExternalPaper>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let file = paper.file.clone().ok_or(AppError::NotFound)?;
    let content = store::external::content(&read, &file).await?;
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            Box::pin(async move { Ok(tx.audit("external.downloaded", id, serde_json::json!({})).await?) })
        })
        .await?;
    Ok((file.name, file.media_type, content))
}

/// Records a paper.
pub async fn record_paper(app: &App, caller: &Caller, draft: PaperDraft) -> Result<PaperView, AppError> {
    caller.require(Permission::ExternalRecord)?;
    let org = Rows::<Org>::visible_to(&caller.scope).by_code(&app.store.read(), &draft.org).await?;
    let new = checked(draft, app.store.now())?;
    let id = app
        .store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (org, new) = (org.clone(), new.clone());
            Box::pin(async move {
                let detail = serde_json::json!({ "title": new.title, "document_no": new.document_no, "org": org.code });
                let id = store::external::record_paper(tx, &org, new).await?;
                tx.audit("external.paper_recorded", id, detail).await?;
                Ok(id)
            })
        })
        .await?;
    paper(app, caller, id).await
}

fn checked(draft: PaperDraft, now: DateTime<Utc>) -> Result<NewPaper, AppError> {
    let mut errors = Vec::new();
    let mut filled = |pointer: &str, what: &str, text: &str| {
        let text = text.trim().to_owned();
        if text.is_empty() {
            errors.push(FieldError::new(pointer, "missing", format!("请填写{what}")));
        } else if text.chars().count() > LONGEST {
            errors.push(FieldError::new(pointer, "too_long", format!("{what}不超过 {LONGEST} 字")));
        }
        text
    };
    let title = filled("/title", "文件标题", &draft.title);
    let issuer = filled("/issuer", "发文单位", &draft.issuer);
    let today = domain::period::beijing_date(now);
    if draft.issued_on > today {
        errors.push(FieldError::new("/issued_on", "in_future", format!("发布日期 {} 晚于今天 {today},请核对", draft.issued_on)));
    }
    let document_no = draft.document_no.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if document_no.as_ref().is_some_and(|text| text.chars().count() > 100) {
        errors.push(FieldError::new("/document_no", "too_long", "文号不超过 100 字"));
    }
    if errors.is_empty() {
        Ok(NewPaper { title, document_no, issuer, issued_on: draft.issued_on, file: draft.file })
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Records figures of a paper, all of them or none. A figure stands in place of a former one to the same question; an
/// empty text takes that back.
pub async fn record_figures(app: &App, caller: &Caller, id: ExternalPaperId, drafts: &[FigureDraft]) -> Result<PaperView, AppError> {
    caller.require(Permission::ExternalRecord)?;
    let read = app.store.read();
    let paper = Rows::<ExternalPaper>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let orgs: BTreeMap<String, Visible<Org>> = Rows::<Org>::visible_to(&caller.scope)
        .in_order(&read)
        .await?
        .into_iter()
        .filter(|org| org.kind.is_area())
        .map(|org| (org.code.clone(), org))
        .collect();
    let mut errors = Vec::new();
    let mut figures = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.iter().enumerate() {
        match figure(draft, &orgs, paper.issued_on) {
            Ok(figure) => figures.push(figure),
            Err((field, message)) => errors.push(FieldError::new(&format!("/figures/{place}/{field}"), "figure", message)),
        }
    }
    if figures.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("/figures", "missing", "请至少填写一个数"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (paper, figures) = (paper.clone(), figures.clone());
            Box::pin(async move {
                let detail = serde_json::json!({ "title": paper.title, "figures": figures.len() });
                store::external::record_figures(tx, &paper, figures).await?;
                tx.audit("external.figures_recorded", id, detail).await?;
                Ok(())
            })
        })
        .await?;
    self::paper(app, caller, id).await
}

/// A figure to be stored, or the field that is wrong and why.
fn figure(draft: &FigureDraft, orgs: &BTreeMap<String, Visible<Org>>, issued_on: NaiveDate) -> Result<NewFigure, (&'static str, String)> {
    let org = orgs.get(&draft.org).ok_or_else(|| ("org", format!("没有代码为「{}」的单位,或者不在您的查看范围内", draft.org)))?;
    let indicator = by_code(&draft.indicator).ok_or_else(|| ("indicator", format!("没有编码为「{}」的指标", draft.indicator)))?;
    if draft.period.first_day() > issued_on {
        return Err(("period", format!("账期 {} 晚于文件的发布日期 {issued_on},请核对", draft.period)));
    }
    let raw = draft.text.trim().to_owned();
    let value = if raw.is_empty() { None } else { Some(value::read(indicator, &raw).map_err(|message| ("text", message))?) };
    if raw.chars().count() > LONGEST {
        return Err(("text", format!("不超过 {LONGEST} 字")));
    }
    let place = draft.place.as_deref().map(|text| text.trim().chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty());
    Ok(NewFigure {
        org: org.clone(),
        indicator: indicator.code.clone(),
        period: draft.period,
        cumulative: draft.cumulative,
        value,
        raw,
        place,
    })
}

/// Published figures that stand for some months, by what they are about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing(BTreeMap<FigureKey, Visible<ExternalFigure>>);

impl Standing {
    /// The figures of these months that the caller sees, as known at an instant.
    pub(crate) async fn read(
        read: &Reader<'_>,
        caller: &Caller,
        periods: &[Period],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Self, AppError> {
        Ok(Self(Rows::<ExternalFigure>::visible_to(&caller.scope).standing(read, periods, as_of).await?))
    }

    /// The figure that answers this question.
    pub(crate) fn of(&self, org: OrgId, indicator: &str, period: Period, cumulative: bool) -> Option<&Visible<ExternalFigure>> {
        self.0.get(&FigureKey { org, indicator: indicator.to_owned(), period, cumulative })
    }

    /// Those that are asked for, with their papers.
    pub(crate) async fn published(&self, read: &Reader<'_>, wanted: impl Fn(&FigureKey) -> bool) -> Result<Vec<Published>, AppError> {
        let figures: Vec<&Visible<ExternalFigure>> = self.0.iter().filter(|(key, _)| wanted(key)).map(|(_, figure)| figure).collect();
        let papers = papers_of(read, figures.iter().copied()).await?;
        let told = |figure: &Visible<ExternalFigure>| Some(Published { paper: papers.get(&figure.paper)?.clone(), figure: figure.clone() });
        Ok(figures.into_iter().filter_map(told).collect())
    }
}
