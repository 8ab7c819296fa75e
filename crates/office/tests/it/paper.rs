use std::collections::HashSet;

use chrono::NaiveDate;
use office::OfficeError;
use office::head::HeadCell;
use office::paper::{Block, Paper, Run, SignOff, Table, TableCell, TableRow};

use crate::{checked_parts, part};

fn table() -> Table {
    Table {
        caption: Some("主要指标".to_owned()),
        unit_note: Some("单位：个、亿元".to_owned()),
        widths: vec![2, 1, 1],
        header: vec![vec![HeadCell::down("县区", 2), HeadCell::over("签约", 2)], vec![HeadCell::new("个数"), HeadCell::new("总投资")]],
        rows: vec![TableRow {
            bold: true,
            cells: vec![
                TableCell::left("尧都区"),
                TableCell::figure("23", "signed.count/141002"),
                TableCell::figure("48.65", "signed.total/141002"),
            ],
        }],
        notes: vec![],
        landscape: false,
    }
}

fn paper() -> Paper {
    Paper {
        issuer_mark: Some("临汾市招商局文件".to_owned()),
        doc_number: Some("临招商字〔2026〕9号".to_owned()),
        title: vec!["关于1—9月招商引资".to_owned(), "情况的通报".to_owned()],
        recipients: Some("各县（市、区）人民政府：".to_owned()),
        body: vec![
            Block::Heading1("一、总体情况".to_owned()),
            Block::Heading2("（一）新签约".to_owned()),
            Block::Paragraph(vec![
                Run::text("新签约项目"),
                Run::figure("117", "signed.count?unit=141000&period=2026-09"),
                Run::text("个。"),
            ]),
            Block::Table(table()),
        ],
        attachments: vec!["指标表".to_owned(), "项目表".to_owned()],
        sign_off: Some(SignOff {
            issuer: "临汾市招商局".to_owned(), date: NaiveDate::from_ymd_opt(2026, 10, 8).unwrap(), sealed: false
        }),
        note: Some("此件公开发布".to_owned()),
        demonstration: false,
    }
}

fn document(paper: &Paper) -> String {
    part(&paper.to_docx().unwrap(), "word/document.xml")
}

#[test]
fn the_same_paper_gives_the_same_bytes_on_any_thread() {
    let first = paper().to_docx().unwrap();
    assert_eq!(first, paper().to_docx().unwrap());
    let elsewhere = std::thread::spawn(|| {
        let _ = Paper::default().to_docx().unwrap();
        paper().to_docx().unwrap()
    });
    assert_eq!(first, elsewhere.join().unwrap());
    let properties = part(&first, "docProps/core.xml");
    assert!(properties.contains("2026-10-08T00:00:00Z"), "{properties}");
    assert!(properties.contains("<dc:title>关于1—9月招商引资情况的通报</dc:title>"), "{properties}");
}

#[test]
fn every_part_of_the_package_is_well_formed() {
    let names = checked_parts(&paper().to_docx().unwrap());
    for needed in [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
    ] {
        assert!(names.iter().any(|name| name == needed), "{needed}");
    }
}

#[test]
fn page_and_grid_have_the_measures_of_the_standard() {
    let xml = document(&paper());
    assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838""#));
    // 37, 26, 35 and 28 mm.
    assert!(xml.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "{xml}");
    assert!(xml.contains(r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-1024""#), "{xml}");
}

#[test]
fn styles_have_the_fonts_sizes_and_line_pitch_of_the_standard() {
    let xml = part(&paper().to_docx().unwrap(), "word/styles.xml");
    let style = |id: &str| {
        let (_, from) = xml.split_once(&format!(r#"w:styleId="{id}""#)).unwrap_or_else(|| panic!("{id}"));
        from.split("</w:style>").next().unwrap().to_owned()
    };
    for (id, font, size, line) in [
        ("PaperTitle", "方正小标宋简体", 44, 700),
        ("PaperText", "仿宋_GB2312", 32, 579),
        ("Heading1", "黑体", 32, 579),
        ("Heading2", "楷体_GB2312", 32, 579),
        ("PageNumber", "宋体", 28, 280),
    ] {
        let style = style(id);
        assert!(style.contains(&format!(r#"w:eastAsia="{font}""#)), "{style}");
        assert!(style.contains(&format!(r#"<w:sz w:val="{size}""#)), "{style}");
        assert!(style.contains(&format!(r#"w:line="{line}" w:lineRule="exact""#)), "{style}");
    }
    assert!(style("PaperText").contains(r#"w:firstLine="630""#), "two characters of 15.75 pt");
    assert!(style("TableHead").contains("<w:b"));
}

#[test]
fn licensed_fonts_name_their_substitutes() {
    let xml = part(&paper().to_docx().unwrap(), "word/fontTable.xml");
    assert!(xml.contains(r#"<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,"#), "{xml}");
    assert!(xml.contains(r#"<w:font w:name="方正小标宋简体">"#), "{xml}");
}

#[test]
fn every_figure_is_a_control_that_names_its_query() {
    let xml = document(&paper());
    let id = "signed.count?unit=141000&amp;period=2026-09";
    let control = format!(r#"<w:alias w:val="{id}" /><w:tag w:val="{id}"/></w:sdtPr><w:sdtContent>"#);
    assert!(xml.contains(&control), "{xml}");
    assert_eq!(xml.matches("<w:tag ").count(), 3);
    let after = xml.split(&control).nth(1).unwrap();
    assert!(after.split("</w:sdtContent>").next().unwrap().contains(">117</w:t>"));
}

#[test]
fn a_figure_that_could_not_be_traced_is_refused() {
    for id in ["", "a\nb", &"长".repeat(65)] {
        let paper = Paper { body: vec![Block::Paragraph(vec![Run::figure("5", id)])], ..Paper::default() };
        assert!(matches!(paper.to_docx(), Err(OfficeError::FigureId { .. })), "{id}");
    }
}

#[test]
fn a_tables_header_is_merged_and_repeated_on_each_page() {
    let xml = document(&paper());
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 2, "both header rows and no other");
    assert_eq!(xml.matches(r#"<w:gridSpan w:val="2""#).count(), 1);
    assert_eq!(xml.matches("<w:vMerge").count(), 2);
    assert!(xml.contains(r#"<w:gridCol w:w="4422""#), "half of the text block: {xml}");
    assert!(xml.contains(r#"w:sz="4""#), "lines of half a point");
}

#[test]
fn children_of_a_property_stand_in_the_order_of_the_schema() {
    let xml = document(&paper());
    let properties = xml.split("<w:pPr>").nth(1).unwrap().split("</w:pPr>").next().unwrap();
    assert!(properties.starts_with("<w:pStyle"), "{properties}");
    let section = xml.rsplit("<w:sectPr>").next().unwrap();
    assert!(section.starts_with("<w:footerReference"), "{section}");
}

#[test]
fn page_numbers_stand_between_dashes_right_on_odd_and_left_on_even_pages() {
    let file = paper().to_docx().unwrap();
    assert!(part(&file, "word/settings.xml").contains("<w:evenAndOddHeaders"));
    for (name, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let xml = part(&file, name);
        assert!(xml.contains(&format!(r#"<w:jc w:val="{side}""#)), "{xml}");
        assert!(xml.contains("— ") && xml.contains("PAGE") && xml.contains(" —"), "{xml}");
    }
}

#[test]
fn a_wide_table_stands_on_a_page_on_its_side_with_the_same_page_numbers() {
    let mut model = paper();
    model.body = vec![Block::Table(Table { landscape: true, ..table() }), Block::Paragraph(vec![Run::text("后")])];
    let xml = document(&model);
    let sections: Vec<_> = xml.split("<w:sectPr>").skip(1).map(|rest| rest.split("</w:sectPr>").next().unwrap()).collect();
    assert_eq!(sections.len(), 3, "upright, on its side, upright");
    let landscape: Vec<_> = sections.iter().map(|s| s.contains(r#"w:orient="landscape""#)).collect();
    assert_eq!(landscape, [false, true, false]);
    for section in sections {
        assert!(section.contains(r#"r:id="rIdFooter1""#) && section.contains(r#"r:id="rIdFooter2""#), "{section}");
    }
}

#[test]
fn a_thin_paper_has_no_red_and_a_demonstration_says_so_on_every_page() {
    let thin = Paper { issuer_mark: None, doc_number: None, ..paper() };
    let file = thin.to_docx().unwrap();
    assert!(!part(&file, "word/document.xml").contains("FF0000"));
    assert!(!checked_parts(&file).iter().any(|name| name.contains("header")));
    let demonstration = Paper { demonstration: true, ..paper() }.to_docx().unwrap();
    for name in ["word/header1.xml", "word/header2.xml"] {
        assert!(part(&demonstration, name).contains("演示数据"));
    }
}

#[test]
fn colons_and_brackets_of_the_standard_are_added_once() {
    let xml = document(&paper());
    assert!(xml.contains("各县（市、区）人民政府：</w:t>"));
    assert!(xml.contains("附件：1.指标表") && xml.contains(">2.项目表<"));
    assert!(xml.contains("（此件公开发布）"));
    assert!(xml.contains("2026年10月8日"));
}

#[test]
fn odd_text_makes_a_sound_paper() {
    let odd = "甲\u{0}\u{8}<乙>&\"丙\"𠮷😀\u{FFFF}\n第二行\t尾".to_owned();
    let model = Paper {
        title: vec![odd.clone()],
        body: vec![
            Block::Heading1(odd.clone()),
            Block::Paragraph(vec![Run::text(&odd), Run::figure(&odd, "<a&\"b'>"), Run::text("长".repeat(100_000))]),
        ],
        sign_off: Some(SignOff { issuer: odd, date: NaiveDate::MIN, sealed: true }),
        ..Paper::default()
    };
    let file = model.to_docx().unwrap();
    checked_parts(&file);
    let xml = part(&file, "word/document.xml");
    assert!(xml.contains("甲&lt;乙&gt;&amp;"), "{xml}");
    assert!(xml.contains("𠮷😀") && xml.contains("<w:br"));
}

#[test]
fn a_row_that_does_not_fit_its_table_is_named() {
    let mut table = table();
    table.rows.push(TableRow { cells: vec![TableCell::left("全市")], bold: false });
    let error = Paper { body: vec![Block::Table(table)], ..Paper::default() }.to_docx().unwrap_err().to_string();
    assert_eq!(error, "表「主要指标」第 2 行有 1 格,应有 3 格");
}

#[test]
fn paragraph_ids_of_one_paper_do_not_clash() {
    let xml = document(&paper());
    let ids: Vec<_> = xml.split("w14:paraId=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<HashSet<_>>().len());
}
