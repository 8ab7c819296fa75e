//! The monthly bulletin (通报): a snapshot of the figures, an official paper, its annexes, stored for good.

mod annex;
mod columns;
mod compose;
mod files;

use access::Permission;
use domain::claim::Level;
use domain::ids::BulletinId;
use domain::org::OrgKind;
use domain::period::{Period, beijing_date};
use office::paper::{Block, Paper, Run};
use serde::{Deserialize, Serialize};
use store::bulletin::{Bulletin, BulletinFile};
use store::org::{Org, area_of, find};
use store::{Rows, Visible};

pub(crate) use annex::{definitions, main_sheet};
pub use files::{FilePurpose, IssuedFile};

use crate::caller::Caller;
use crate::demonstration;
use crate::error::AppError;
use crate::page::{MOST, Page, page};
use crate::state::App;

/// A number in a bulletin, bound to the question that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its id in the paper.
    pub id: String,
    /// What it is, for people.
    pub label: String,
    /// As printed.
    pub text: String,
    /// Indicator.
    pub indicator: String,
    /// Code of the unit; absent for the whole.
    pub org: Option<String>,
    /// Months: a code of [`crate::indicator::SpanKind`], or `growth`.
    pub span: String,
}

/// What a bulletin was made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Model {
    /// The paper.
    pub paper: Paper,
    /// Its numbers.
    pub figures: Vec<Figure>,
}

impl Model {
    /// Headings and paragraphs, in order.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let told = |heading: bool, runs: &[Run]| Paragraph { heading, pieces: runs.iter().map(piece).collect() };
        self.paper
            .body
            .iter()
            .filter_map(|block| match block {
                Block::Heading1(text) | Block::Heading2(text) => Some(told(true, &[Run::text(text.as_str())])),
                Block::Paragraph(runs) => Some(told(false, runs)),
                Block::Table(_) => None,
            })
            .collect()
    }
}

/// A heading or a paragraph of a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Whether it is a heading.
    pub heading: bool,
    /// Its text in pieces; a piece that is a bound number carries the number's id.
    pub pieces: Vec<(String, Option<String>)>,
}

fn piece(run: &Run) -> (String, Option<String>) {
    match run {
        Run::Text(text) => (text.clone(), None),
        Run::Figure { text, id } => (text.clone(), Some(id.clone())),
    }
}

/// A bulletin with its files and its model.
#[derive(Clone, Debug)]
pub struct BulletinView {
    /// The record.
    pub bulletin: Bulletin,
    /// Its files.
    pub files: Vec<BulletinFile>,
    /// What it was made from.
    pub model: Model,
}

/// Issues a bulletin: takes the figures as they are at this instant, alone, so that nothing older can come in
/// behind them, and stores paper and annexes.
pub async fn issue(app: &App, caller: &Caller, period: Period, level: Level) -> Result<BulletinView, AppError> {
    caller.require(Permission::BulletinIssue)?;
    let today = Period::of_instant(app.store.now());
    if period > today {
        return Err(AppError::invalid("/period", "period_in_future", format!("账期 {period} 尚未到来,最晚可选 {today}")));
    }
    let demonstration = demonstration::show(app).await?.is_some();
    let who = caller.clone();
    let id = app
        .store
        .write_alone::<_, AppError>(&caller.actor(), move |tx| {
            let caller = who.clone();
            Box::pin(async move {
                let read = tx.read();
                let area = area_of(&read, caller.org).await?;
                let area = Rows::<Org>::visible_to(&caller.scope).by_id(&read, area.0).await?;
                if area.kind != OrgKind::City {
                    return Err(AppError::conflict("not_a_city", "通报由市级编发,请使用市招商局办公室账号"));
                }
                let issuer = find(&read, caller.org).await?;
                let number = store::bulletin::next_number(tx).await?;
                let ground = compose::Ground {
                    caller: &caller,
                    area: &area,
                    issuer: &issuer,
                    period,
                    level,
                    as_of: tx.now(),
                    date: beijing_date(tx.now()),
                    demonstration,
                };
                let model = compose::compose(&read, &ground).await?;
                let annex = annex::annex(&read, &ground).await?;
                let text = serde_json::to_string(&model).map_err(AppError::internal)?;
                let title = model.paper.title.concat();
                let record = Bulletin {
                    id: tx.id(),
                    number,
                    org: area.id,
                    period,
                    level,
                    as_of: tx.now(),
                    hash: domain::chain::hex(&domain::chain::link(&domain::chain::GENESIS, [text.as_bytes()])),
                    model: text,
                    title: title.clone(),
                    issued_by: caller.user.into(),
                    issued_name: caller.name.clone(),
                    issued_at: tx.now(),
                };
                let files = files::render(&model.paper, &annex, period, number)?;
                store::bulletin::issue(tx, &record, files).await?;
                let detail = serde_json::json!({ "number": number, "period": period.to_string(), "level": level.code(), "title": title });
                tx.audit("bulletin.issued", record.id, detail).await?;
                Ok(record.id)
            })
        })
        .await?;
    show(app, caller, id).await
}

/// Bulletins, newest first.
pub async fn list(app: &App, caller: &Caller, before: Option<i32>, limit: u64) -> Result<Page<(Bulletin, Vec<BulletinFile>)>, AppError> {
    caller.require(Permission::BulletinRead)?;
    let read = app.store.read();
    let limit = limit.clamp(1, MOST);
    let total = store::bulletin::count(&read).await?;
    let found = page(store::bulletin::list(&read, before, limit + 1).await?, limit, total, |bulletin| bulletin.number.to_string());
    let mut items = Vec::with_capacity(found.items.len());
    for bulletin in found.items {
        let files = store::bulletin::files(&read, bulletin.id).await?;
        items.push((bulletin, files));
    }
    Ok(Page { items, total: found.total, next: found.next })
}

/// One bulletin.
pub async fn show(app: &App, caller: &Caller, id: BulletinId) -> Result<BulletinView, AppError> {
    caller.require(Permission::BulletinRead)?;
    let read = app.store.read();
    let bulletin = store::bulletin::by_id(&read, id).await?;
    let files = store::bulletin::files(&read, id).await?;
    let model = serde_json::from_str(&bulletin.model).map_err(AppError::internal)?;
    Ok(BulletinView { bulletin, files, model })
}

/// A stored file, exactly as it was issued. The numbers of the paper are for all users of the city; the annex lists
/// projects, so it is for those who see the whole of the bulletin's area.
pub async fn file(app: &App, caller: &Caller, id: BulletinId, purpose: FilePurpose) -> Result<IssuedFile, AppError> {
    caller.require(Permission::BulletinRead)?;
    let read = app.store.read();
    let bulletin = store::bulletin::by_id(&read, id).await?;
    if purpose == FilePurpose::Annex {
        let _: Visible<Org> = Rows::<Org>::visible_to(&caller.scope).by_id(&read, bulletin.org.0).await?;
    }
    let files = store::bulletin::files(&read, id).await?;
    let file = files.into_iter().find(|file| file.kind == purpose.code()).ok_or(AppError::NotFound)?;
    let content = store::bulletin::content(&read, &file).await?;
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            Box::pin(async move { Ok(tx.audit("bulletin.downloaded", id, serde_json::json!({ "file": purpose.code() })).await?) })
        })
        .await?;
    Ok(IssuedFile { file_name: file.file_name, media_type: file.media_type, content })
}
