//! A file of boundaries: read, checked, and reduced to what a map needs.

use std::collections::{BTreeMap, BTreeSet};

use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject, Position};
use serde_json::{Value, json};

use crate::error::{AppError, FieldError};

/// The largest file that is taken, in bytes. A prefecture with some twenty counties needs about 130 kB.
pub const SIZE_LIMIT: usize = 2 * 1024 * 1024;
/// So many faults are told at once.
const MOST_FAULTS: usize = 20;
/// The least number of positions of a ring (RFC 7946 §3.1.6).
const RING: usize = 4;

/// Shapes of areas that can be drawn.
#[derive(Clone, Debug)]
pub(super) struct Shapes {
    /// `GeoJSON` whose features have `adcode` and `center` alone: names come from the organisations.
    pub(super) content: Vec<u8>,
    /// How many areas.
    pub(super) areas: usize,
}

/// Reads a file whose features are to be areas of these units, given as name by code.
///
/// # Errors
/// [`AppError::Invalid`] with every fault of every feature, each named by its place and name in the file.
pub(super) fn read(text: &str, city: &str, units: &BTreeMap<String, String>) -> Result<Shapes, AppError> {
    let fault = |code: &str, message: String| AppError::invalid("/boundaries", code, message);
    if text.len() > SIZE_LIMIT {
        let message = format!(
            "文件有 {:.1} MB,超过上限 {} MB;请先简化边界(例如坐标只留 4 位小数、减少折点)再上传",
            megabytes(text.len()),
            SIZE_LIMIT / 1024 / 1024
        );
        return Err(fault("file_too_large", message));
    }
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let message = format!("第 {} 行第 {} 列处不是有效的 JSON;请上传 GeoJSON 文件(.json 或 .geojson)", error.line(), error.column());
        fault("json", message)
    })?;
    let kind = file.get("type").and_then(Value::as_str).unwrap_or("(没有 type)");
    let Some(Value::Array(features)) = file.get("features").filter(|_| kind == "FeatureCollection") else {
        return Err(fault("not_a_collection", format!("最外层的 type 须为 FeatureCollection 并带 features 列表,读到「{kind}」")));
    };
    if features.is_empty() {
        return Err(fault("empty", "features 是空的,没有可画的区域".to_owned()));
    }
    let mut seen = BTreeSet::new();
    let (mut drawn, mut faults) = (Vec::new(), Vec::new());
    for (place, feature) in features.iter().enumerate() {
        match area(feature, city, units, &mut seen) {
            Ok(area) => drawn.push(area),
            Err((code, message)) => {
                let pointer = format!("/boundaries/features/{place}");
                faults.push(FieldError::new(&pointer, code, format!("第 {} 个要素{}:{message}", place + 1, named(feature))));
            }
        }
    }
    if !faults.is_empty() {
        let more = faults.len().saturating_sub(MOST_FAULTS);
        faults.truncate(MOST_FAULTS);
        if more > 0 {
            faults.push(FieldError::new("/boundaries", "more_faults", format!("另有 {more} 个要素也有问题,改正后重新上传")));
        }
        return Err(AppError::Invalid(faults));
    }
    let areas = drawn.len();
    let content =
        serde_json::to_vec(&FeatureCollection { bbox: None, features: drawn, foreign_members: None }).map_err(AppError::internal)?;
    Ok(Shapes { content, areas })
}

#[expect(clippy::cast_precision_loss, reason = "a size for reading, with one decimal")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}

fn named(feature: &Value) -> String {
    feature.pointer("/properties/name").and_then(Value::as_str).map_or_else(String::new, |name| format!("「{name}」"))
}

type Fault = (&'static str, String);

/// One feature as an area of a unit that has none yet.
fn area(feature: &Value, city: &str, units: &BTreeMap<String, String>, seen: &mut BTreeSet<String>) -> Result<Feature, Fault> {
    let code = match feature.pointer("/properties/adcode") {
        Some(Value::String(code)) => code.clone(),
        Some(Value::Number(code)) => code.to_string(),
        _ => return Err(("adcode_missing", "缺少 properties.adcode,须写该县(市、区)的六位行政区划代码".to_owned())),
    };
    let Some(unit) = units.get(&code) else {
        return Err((
            "adcode_unknown",
            format!("adcode 读到「{code}」,{city}没有代码为它的县(市、区)或开发区;请核对代码,或者删去这个要素"),
        ));
    };
    if !seen.insert(code.clone()) {
        return Err(("adcode_twice", format!("{unit}({code})已经有一个要素;同一单位的几块请合成一个 MultiPolygon")));
    }
    let read = serde_json::from_value::<Feature>(feature.clone())
        .map_err(|_| ("geometry", "不是有效的 GeoJSON 要素;坐标须为数字,geometry 须为 Polygon 或 MultiPolygon".to_owned()))?;
    let geometry = read.geometry.ok_or_else(|| ("geometry_missing", "没有 geometry,须为 Polygon 或 MultiPolygon".to_owned()))?;
    let polygons: &[_] = match &geometry.value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        other => return Err(("geometry_kind", format!("geometry 须为 Polygon 或 MultiPolygon,读到 {}", other.type_name()))),
    };
    if polygons.is_empty() || polygons.iter().any(Vec::is_empty) {
        return Err(("geometry_empty", "geometry 里没有坐标".to_owned()));
    }
    for ring in polygons.iter().flatten() {
        check_ring(ring)?;
    }
    let mut properties = JsonObject::new();
    properties.insert("adcode".to_owned(), code.into());
    if let Some((longitude, latitude)) = center(feature) {
        properties.insert("center".to_owned(), json!([longitude, latitude]));
    }
    Ok(Feature { bbox: None, geometry: Some(geometry), id: None, properties: Some(properties), foreign_members: None })
}

fn check_ring(ring: &[Position]) -> Result<(), Fault> {
    for position in ring {
        let [longitude, latitude, ..] = position.as_slice() else {
            return Err(("position", "有一个坐标不到两个数;须为 [经度, 纬度]".to_owned()));
        };
        if !is_degrees(*longitude, *latitude) {
            let message = format!("坐标读到 [{longitude}, {latitude}],不是经纬度;须为以度为单位的 [经度, 纬度],不能是投影坐标");
            return Err(("not_degrees", message));
        }
    }
    let ends = ring.first().zip(ring.last()).map(|(first, last)| (first.as_slice(), last.as_slice()));
    if ring.len() < RING || ends.is_none_or(|(first, last)| first != last) {
        return Err(("ring_open", format!("边界没有闭合:一圈须有 {RING} 个以上的点,首尾两点须相同,读到 {} 个点", ring.len())));
    }
    Ok(())
}

fn is_degrees(longitude: f64, latitude: f64) -> bool {
    (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)
}

/// Where the name is to be written, as such files tell it: `center` or `cp`.
fn center(feature: &Value) -> Option<(f64, f64)> {
    let told = feature.pointer("/properties/center").or_else(|| feature.pointer("/properties/cp"))?.as_array()?;
    let [longitude, latitude] = told.as_slice() else { return None };
    Some((longitude.as_f64()?, latitude.as_f64()?)).filter(|(longitude, latitude)| is_degrees(*longitude, *latitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> BTreeMap<String, String> {
        [("141024", "洪洞县"), ("141023", "襄汾县")].map(|(code, name)| (code.to_owned(), name.to_owned())).into()
    }

    fn feature(adcode: Value, geometry: Value) -> Value {
        json!({ "type": "Feature", "properties": { "adcode": adcode, "name": "某县", "cp": [111.5, 36.1] }, "geometry": geometry })
    }

    fn square() -> Value {
        json!({ "type": "Polygon", "coordinates": [[[111, 36], [112, 36], [112, 37], [111, 36]]] })
    }

    fn collection(features: &[Value]) -> String {
        json!({ "type": "FeatureCollection", "features": features }).to_string()
    }

    fn refused(text: &str) -> Vec<(String, String)> {
        match read(text, "临汾市", &units()) {
            Err(AppError::Invalid(errors)) => errors.into_iter().map(|error| (error.code, error.message)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_keeps_codes_and_shapes_and_nothing_else() {
        let shapes = read(&format!("\u{feff}{}", collection(&[feature(json!(141_024), square())])), "临汾市", &units()).unwrap();
        assert_eq!(shapes.areas, 1);
        let kept: Value = serde_json::from_slice(&shapes.content).unwrap();
        assert_eq!(kept["features"][0]["properties"], json!({ "adcode": "141024", "center": [111.5, 36.1] }));
        assert_eq!(kept["features"][0]["geometry"]["coordinates"][0][1], json!([112.0, 36.0]));
    }

    #[test]
    fn a_file_that_is_no_collection_of_features_says_what_was_read() {
        assert!(refused("{\n  坏").first().is_some_and(|(code, message)| code == "json" && message.contains("第 2 行")));
        assert!(refused("{\"type\":\"Topology\"}")[0].1.contains("Topology"));
        assert_eq!(refused(&collection(&[]))[0].0, "empty");
        assert_eq!(refused(&" ".repeat(SIZE_LIMIT + 1))[0].0, "file_too_large");
    }

    #[test]
    fn every_faulty_feature_is_named_with_what_was_read_there() {
        let open = json!({ "type": "Polygon", "coordinates": [[[111, 36], [112, 36], [112, 37], [111, 37]]] });
        let metres = json!({ "type": "Polygon", "coordinates": [[[500_000, 4_000_000], [1, 2], [3, 4], [500_000, 4_000_000]]] });
        let told = refused(&collection(&[
            feature(json!("141024"), square()),
            feature(json!("141024"), square()),
            feature(json!("140105"), square()),
            feature(Value::Null, square()),
            feature(json!("141023"), open.clone()),
        ]));
        let codes: Vec<&str> = told.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["adcode_twice", "adcode_unknown", "adcode_missing", "ring_open"]);
        assert!(told[1].1.starts_with("第 3 个要素「某县」") && told[1].1.contains("140105"), "{told:?}");
        assert!(refused(&collection(&[feature(json!("141023"), metres)]))[0].1.contains("500000"));
        let point = json!({ "type": "Point", "coordinates": [111, 36] });
        assert!(refused(&collection(&[feature(json!("141023"), point)]))[0].1.contains("Point"));
    }
}
