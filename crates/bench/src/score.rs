//! Scoring units by an assessment scheme, from the two texts to the results with their traces.

use std::fmt::Write;

use anyhow::{Result, anyhow, ensure};
use scoring::{Problem, Scheme, Units, evaluate, to_json};

use crate::runner::{Goal, Line, Unit, time};

const UNITS: usize = 200;
const INDICATORS: usize = 60;

/// 200 units in four groups by 60 indicators of ten kinds. There is nothing naive to measure beside it.
pub(crate) async fn row() -> Result<Vec<Line>> {
    let (scheme, units) = (scheme()?, units()?);
    let whole = || -> Result<String> {
        let scheme = Scheme::parse(&scheme).map_err(|problems| refused(&problems))?;
        let units = Units::parse(&units).map_err(|problems| refused(&problems))?;
        Ok(to_json(&evaluate(&scheme, &units, None).map_err(|problems| refused(&problems))?)?)
    };
    let traces = whole()?.matches("\"trace\"").count();
    ensure!(traces == UNITS * INDICATORS, "{traces} traces");
    let ours = time(async || whole()).await?;
    let what = format!("{UNITS} units scored by {INDICATORS} indicators, texts to JSON with traces");
    let goal = Goal::value(100.0);
    Ok(vec![Line { what, ours, unit: Unit::Milliseconds, baseline: None, goal }])
}

fn refused(problems: &[Problem]) -> anyhow::Error {
    let told: Vec<_> = problems.iter().map(|problem| problem.told(&problem.code.code())).collect();
    anyhow!("{}", told.join("\n"))
}

fn scheme() -> Result<String> {
    let kinds = [
        "points = 20\nscorer = \"ratio\"\nmeasure = \"a\"\ntarget = \"t\"\npace = \"linear\"\ncap = 1.2",
        "points = 20\nscorer = \"efficacy\"\nmeasure = \"b / t\"",
        "points = 10\nscorer = \"minmax\"\nmeasure = \"b\"",
        "points = 60\nscorer = \"rank\"\nmeasure = \"c\"\nstep = 1",
        "scorer = \"steps\"\nmeasure = \"a\"\ntarget = \"t\"\nsteps = [[1, 10], [0.8, 7.5], [0.5, 5]]\nguard = \"c > 1\"",
        "scorer = \"per_item\"\nitems = [[\"c\", 1.5], [\"list >= 10\", 2]]\ncap = 20",
        "points = 6\nscorer = \"base_minus\"\nitems = [[\"late\", 0.7]]",
        "points = 5\nscorer = \"unit_step\"\nmeasure = \"a\"\nnorm = 30\nstep = 7\nper_step = 0.5",
        "points = 12\nscorer = \"children\"\nchildren = [{ weight = 0.4, scorer = \"ratio\", measure = \"c\", target = 9 }, { weight = 0.6, scorer = \"efficacy\", measure = \"a\" }]",
        "points = 10\nscorer = \"ratings\"\nraters = [{ key = \"list\", weight = 1 }]",
    ];
    let mut text = "id = \"bench\"\n".to_owned();
    for (index, kind) in kinds.iter().cycle().take(INDICATORS).enumerate() {
        writeln!(text, "[[indicator]]\nid = \"指标{index}\"\n{kind}")?;
    }
    Ok(text)
}

/// Figures that differ from unit to unit and are the same in every run.
fn units() -> Result<String> {
    let mut text = "{\"month\": 9, \"units\": {".to_owned();
    for index in 0..UNITS {
        let figure = |step: usize, below: usize| index * step % below;
        write!(
            text,
            "{}\"单位{index}\": {{\"group\": \"组{}\", \"a\": {}.25, \"b\": {}, \"c\": {}, \"t\": {}, \"late\": {}, \"list\": [{}, {}, {}]}}",
            if index == 0 { "" } else { ", " },
            index % 4,
            figure(37, 101),
            figure(53, 97),
            figure(7, 13),
            figure(11, 80) + 20,
            figure(3, 5),
            figure(17, 100),
            figure(19, 100),
            figure(23, 100)
        )?;
    }
    text.push_str("}}");
    Ok(text)
}
