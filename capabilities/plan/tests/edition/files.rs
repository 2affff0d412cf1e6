//! The files of an edition: the same byte for byte, and a sentence where one cannot be made.
use axum::http::StatusCode;
use base::{FiscalYear, date};
use db::params;
use plan::adopted;
use plan::edition::{Format, report, verify};
use testkit::Town;

use crate::{
    PAGE,
    edition_year::{self, YEAR, finished, hire, plan},
    file, freeze, publish, town,
};

#[tokio::test]
async fn every_file_is_the_same_byte_for_byte_even_after_the_plan_has_changed() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    let mut before = Vec::new();
    for format in Format::ALL {
        before.push(file(&town, format.code()).await.bytes().to_vec());
    }

    town.given(async |tx| {
        tx.execute("update plan_measures set name = '別の名'", params![])
            .await?;
        tx.execute("update plan_results set done_text = '別の文'", params![])
            .await?;
        tx.execute("update plan_lines set text = '別の内容'", params![])
            .await?;
        tx.execute("update plan_readings set value = 1", params![])
            .await?;
        tx.execute("delete from plan_tasks", params![]).await?;
        Ok(())
    })
    .await;
    let town = town.on(date(2026, 5, 1));

    for (format, before) in Format::ALL.into_iter().zip(before) {
        assert!(
            file(&town, format.code()).await.bytes() == before,
            "{}",
            format.code()
        );
        let (_, told) = report(&town.app.db, YEAR, format, None, date(2026, 5, 1))
            .await
            .expect("it is frozen");
        assert!(told == before, "{} of the command", format.code());
    }
}

#[tokio::test]
async fn the_digest_on_the_page_is_that_of_the_json_file_and_a_recount_finds_what_was_altered() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();

    let verdicts = verify(&town.app.db).await.unwrap();
    assert!(verdicts.len() == 1 && verdicts[0].is_intact);
    assert!(
        town.as_staff("hanako")
            .get(PAGE)
            .await
            .has(&verdicts[0].digest)
    );
    assert!(
        town.as_staff("hanako")
            .get(PAGE)
            .await
            .has(&verdicts[0].digest),
        "and once more from the shelf"
    );
    assert_eq!(
        sha256(file(&town, "json").await.bytes()),
        verdicts[0].digest
    );

    town.given(async |tx| {
        tx.execute(
            "update plan_editions set content = replace(content, '施策1-1-1', '施策1-1-9')",
            params![],
        )
        .await?;
        Ok(())
    })
    .await;
    assert!(!verify(&town.app.db).await.unwrap()[0].is_intact);
    let altered = town
        .as_staff("hanako")
        .get(&format!("{PAGE}/files/html"))
        .await;
    assert_eq!(altered.status, StatusCode::INTERNAL_SERVER_ERROR);
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

#[tokio::test]
async fn a_year_that_is_not_frozen_is_reported_as_a_draft_of_today_without_a_digest() {
    let (town, _) = town().await;
    let today = date(2025, 3, 1);

    let (name, json) = report(&town.app.db, YEAR, Format::Json, None, today)
        .await
        .unwrap();
    let content: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert!(name.contains("暫定_2025-03-01"), "{name}");
    assert_eq!(
        (content["is_draft"].as_bool(), content["as_of"].as_str()),
        (Some(true), Some("2025-03-01"))
    );
    let (_, html) = report(&town.app.db, YEAR, Format::Html, None, today)
        .await
        .unwrap();
    let html = String::from_utf8(html).unwrap();
    assert!(
        html.contains("暫定：令和7") && html.contains("3月1日現在"),
        "{html}"
    );
    assert!(!html.contains("ダイジェスト（SHA-256）"));
    for outside in ["<script", "<link", "src=", "url(http", "href=\"http"] {
        assert!(!html.contains(outside), "{outside}");
    }
    let (_, csv) = report(&town.app.db, YEAR, Format::Csv, None, today)
        .await
        .unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("暫定"));

    let nothing: i64 = town
        .look(async |tx| {
            Ok(tx
                .value("select count(*) from plan_editions", params![])
                .await?)
        })
        .await;
    assert_eq!(nothing, 0, "a report changes nothing");
}

#[tokio::test]
async fn a_year_without_a_plan_and_a_year_to_come_have_no_report() {
    let (town, _) = town().await;
    let today = date(2025, 4, 20);
    let text = |year| {
        let db = town.app.db.clone();
        async move {
            report(&db, FiscalYear(year), Format::Json, None, today)
                .await
                .unwrap_err()
                .text()
                .key
        }
    };
    assert_eq!(text(2030).await, "plan-edition-no-plan");
    assert_eq!(text(2026).await, "plan-edition-not-begun");
}

#[tokio::test]
async fn a_character_that_cp932_lacks_stops_that_file_and_is_named() {
    let (town, _) = town().await;
    town.given(async |tx| {
        tx.execute(
            "update plan_results set done_text = '𠮷野さんが講師'",
            params![],
        )
        .await?;
        Ok(())
    })
    .await;
    freeze(&town).await.ok();
    publish(&town).await.ok();

    let refused = town
        .as_staff("hanako")
        .get(&format!("{PAGE}/files/csv-cp932"))
        .await
        .refused();
    assert!(
        refused.contains("𠮷（U+20BB7）") && refused.contains("UTF-8"),
        "{refused}"
    );
    file(&town, "csv").await;
}

#[tokio::test]
async fn a_character_that_the_font_lacks_does_not_stop_the_paper_and_a_missing_font_says_what_to_install()
 {
    let (town, _) = town().await;
    town.given(async |tx| {
        tx.execute(
            "update plan_results set done_text = '参加者が増えた😀'",
            params![],
        )
        .await?;
        Ok(())
    })
    .await;
    freeze(&town).await.ok();
    publish(&town).await.ok();

    let paper = file(&town, "pdf").await;
    let text = poppler("pdftotext", &["-raw", "-"], paper.bytes());
    let text: String = text.split_whitespace().collect();
    assert!(text.contains("参加者が増えた〓"), "{text}");
    assert!(text.contains("U+1F600"), "{text}");
    let folder = std::path::Path::new("/no/such/folder");
    let error = report(
        &town.app.db,
        YEAR,
        Format::Pdf,
        Some(folder),
        date(2025, 4, 20),
    )
    .await
    .unwrap_err();
    assert_eq!(error.text().key, "plan-edition-no-font-folder");
}

#[tokio::test]
async fn an_unknown_kind_of_file_and_an_unknown_year_are_not_found() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    let hanako = town.as_staff("hanako");
    assert_eq!(
        hanako.get(&format!("{PAGE}/files/docx")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        hanako.get("/plan/editions/1999").await.status,
        StatusCode::NOT_FOUND
    );
}

/// Runs one of poppler's tools on a PDF; the tools come with the browser tests' packages.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let path = std::env::temp_dir().join(format!("edition-{}.pdf", base::fresh_id()));
    std::fs::write(&path, pdf).expect("there is room for a file");
    let output = std::process::Command::new(tool)
        .arg(&path)
        .args(arguments)
        .output();
    std::fs::remove_file(&path).expect("it was just written");
    let output = output
        .unwrap_or_else(|error| panic!("{tool} (package poppler-utils) does not start: {error}"));
    assert!(output.status.success(), "{tool} failed");
    String::from_utf8(output.stdout).expect("it writes UTF-8")
}

#[tokio::test]
async fn each_page_of_the_paper_has_its_head_its_number_and_the_digest_and_its_fonts_inside() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    let digest = verify(&town.app.db).await.unwrap().remove(0).digest;

    let (name, pdf) = report(&town.app.db, YEAR, Format::Pdf, None, date(2025, 4, 20))
        .await
        .unwrap();

    assert_eq!(
        name,
        "第３次汐見市職員成長アクションプラン_令和6年度_実施結果.pdf"
    );
    let text = poppler("pdftotext", &["-layout", "-"], &pdf);
    let pages: Vec<String> = text
        .split('\u{c}')
        .map(|it| it.split_whitespace().collect())
        .filter(|it: &String| !it.is_empty())
        .collect();
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("3月31日現在（確定）"), "{page}");
        assert!(
            page.contains(&format!("{}/{}", index + 1, pages.len())),
            "{page}"
        );
        assert!(page.contains(&digest), "{page}");
    }
    let all: String = pages.concat();
    for word in [
        "施策1-1-1",
        "再掲（1-1-1）",
        "再掲の施策は載っている分野のそれぞれで数えるため",
        "取組中",
        "実施率",
        "87.8%",
        "見学会を６回開き",
    ] {
        assert!(all.contains(word), "{word}: {all}");
    }
    let fonts = poppler("pdffonts", &[], &pdf);
    assert!(
        fonts.lines().skip(2).all(|it| it.contains(" yes yes yes ")),
        "{fonts}"
    );
}

#[tokio::test]
async fn a_table_that_goes_on_over_the_page_repeats_its_heads() {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY])
        .await
        .on(date(2025, 4, 20));
    let long = plan(edition_year::Size {
        fields: 1,
        directions: 1,
        measures: 12,
        repeats: 0,
        length: 4,
    });
    town.given(async |tx| {
        adopted::add(tx, &long).await?;
        hire(tx, 1, date(2020, 4, 1)).await?;
        Ok(finished(tx, &long, YEAR, 4).await?)
    })
    .await;

    let (_, pdf) = report(&town.app.db, YEAR, Format::Pdf, None, date(2025, 4, 20))
        .await
        .unwrap();

    let text = poppler("pdftotext", &["-layout", "-"], &pdf);
    let pages: Vec<String> = text
        .split('\u{c}')
        .map(|it| it.split_whitespace().collect())
        .filter(|it: &String| !it.is_empty())
        .collect();
    let with_rows: Vec<&String> = pages
        .iter()
        .filter(|it| it.contains("見学会を６回開き"))
        .collect();
    assert!(with_rows.len() > 2, "{} pages", with_rows.len());
    for page in with_rows {
        assert!(page.contains("所管課") && page.contains("次年度"), "{page}");
        assert!(page.contains("暫定（ダイジェストなし）"), "{page}");
    }
}
