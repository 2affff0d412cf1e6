//! From a city's file to the plan that all staff read, as people meet it: through the routes, on a real database.
mod files;
mod revisions;
mod town;

use axum::http::StatusCode;
use plan::{adopted, import_dry_run, tree_json};
use town::{correct, fields, figure, real, send, small, town_of_the_real_plan, town_with};

async fn count(town: &testkit::Town, table: &'static str) -> i64 {
    let sql = format!("select count(*) from {table}");
    town.look(async |tx| Ok(tx.value(&sql, vec![]).await?))
        .await
}

#[tokio::test]
async fn the_real_plan_goes_from_a_word_file_to_the_page_of_all_staff() {
    let town = town_of_the_real_plan().await;
    let taro = town.as_staff("taro");

    let import = send(&taro, "計画.docx", &real("docx")).await;
    let preview = taro.get(&import).await.ok();

    for (label, expected) in [
        ("分野", "4"),
        ("施策の方向性", "17"),
        ("掲載", "60"),
        ("施策", "57"),
        ("再掲", "3"),
        ("素案への意見", "1"),
        ("検討型の施策", "4"),
    ] {
        assert_eq!(figure(&preview, label), expected, "{label}");
    }
    assert!(preview.has("id=\"remark-1\"") && preview.has("href=\"#remark-1\""));
    assert!(preview.has("id=\"doubt-1\"") && preview.has("href=\"#doubt-1\""));
    assert!(preview.has("87.8%") && preview.has("名称が一致") && !preview.has("該当なし"));

    let listing = format!("{import}/listings/1-1-1");
    correct(&taro, &listing, &[("name", "直した施策の名称")])
        .await
        .ok();
    let corrected = taro.get(&import).await.ok();
    assert!(corrected.has("手で直したところ") && corrected.has("1-1-1 施策名"));

    let adopted = taro.post(&format!("{import}/adopt"), &[]).await.ok();
    assert_eq!(
        adopted.location().as_deref(),
        Some("/plan?notice=plan-import-notice-adopted")
    );

    let page = town.as_staff("hanako").get("/plan").await.ok();
    assert!(page.has("直した施策の名称"));
    assert_eq!(
        page.text().matches("data-href=\"/plan/measures/").count(),
        60
    );
    assert_eq!(
        page.text()
            .matches("<span class=\"tag\">再掲</span>")
            .count(),
        3
    );
    assert!(page.has("57施策があります"));
    assert!(!page.has("/plan/imports"), "staff do not import");
    assert_eq!(count(&town, "plan_remarks").await, 1);
    let open_owners: i64 = town
        .look(async |tx| {
            let sql = "select count(*) from plan_owners where unit_code is null";
            Ok(tx.value(sql, vec![]).await?)
        })
        .await;
    assert_eq!((count(&town, "plan_owners").await, open_owners), (64, 0));
}

#[test]
fn the_three_forms_give_one_tree() {
    let plan = |form: &str| import_dry_run(&real(form), &format!("計画.{form}")).unwrap();
    let mut word = plan("docx");

    assert_eq!(tree_json(&word), tree_json(&plan("txt")));
    let directions = word.fields.iter_mut().flat_map(|it| &mut it.directions);
    for direction in directions {
        (direction.statement, direction.points) = (None, Vec::new());
    }
    assert_eq!(tree_json(&word), tree_json(&plan("xlsx")));
}

#[tokio::test]
async fn every_part_can_be_corrected_and_taken_back() {
    let town = town_of_the_real_plan().await;
    let taro = town.as_staff("taro");
    let import = send(&taro, "計画.docx", &real("docx")).await;

    let edits: [(&str, &[(&str, &str)]); 4] = [
        ("frame", &[("title", "新しい計画名"), ("field-4", "四つ目")]),
        ("directions/1-2", &[("points", "一つ目\n二つ目")]),
        (
            "listings/1-1-2",
            &[
                ("content-1", "前半\n後半"),
                ("study-1", "yes"),
                ("direction", "1-2"),
                ("order", "1"),
            ],
        ),
        ("remarks/1", &[("answer", "反映しました。")]),
    ];
    for (part, changed) in edits {
        correct(&taro, &format!("{import}/{part}"), changed)
            .await
            .ok();
    }
    let untied = correct(
        &taro,
        &format!("{import}/listings/2-2-4"),
        &[("repeat", "")],
    )
    .await;
    assert!(untied.location().unwrap().ends_with("#m-2-2-4"));

    let preview = taro.get(&import).await.ok();
    assert_eq!(figure(&preview, "計画名"), "新しい計画名");
    assert_eq!(figure(&preview, "施策"), "58");
    assert_eq!(figure(&preview, "再掲"), "2");
    assert!(preview.has("回答：反映しました。") && preview.has("<li>二つ目</li>"));
    let moved = preview
        .between("id=\"m-1-1-2\"><th scope=\"row\">", " ")
        .unwrap();
    assert_eq!(moved, "1-2-1");
    assert!(preview.has("前半 <span class=\"tag\">検討</span><br>後半"));

    taro.post(
        &format!("{import}/undo"),
        &[("item", "listing/2-2-4/repeat")],
    )
    .await
    .ok();
    taro.post(&format!("{import}/undo"), &[("item", "title")])
        .await
        .ok();
    let preview = taro.get(&import).await.ok();
    assert_eq!(figure(&preview, "施策"), "57");
    assert_ne!(figure(&preview, "計画名"), "新しい計画名");
}

#[tokio::test]
async fn a_form_sent_back_as_it_was_opened_corrects_nothing() {
    let town = town_of_the_real_plan().await;
    let taro = town.as_staff("taro");
    let import = send(&taro, "計画.docx", &real("docx")).await;

    for part in [
        "frame",
        "directions/1-2",
        "listings/1-2-3",
        "listings/3-3-1",
    ] {
        correct(&taro, &format!("{import}/{part}"), &[]).await.ok();
    }

    assert!(!taro.get(&import).await.has("手で直したところ"));
}

#[tokio::test]
async fn the_second_of_two_editors_sees_both_texts_and_loses_none() {
    let town = town_with(&["人事課"]).await;
    town.grant("jiro", "plan_office", None).await;
    let (taro, jiro) = (town.as_staff("taro"), town.as_staff("jiro"));
    let import = send(
        &taro,
        "計画.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;
    let path = format!("{import}/listings/1-1-1");
    let opened = fields(&jiro.get(&path).await.ok());

    correct(&taro, &path, &[("name", "太郎の名称")]).await.ok();
    let other = format!("{import}/listings/1-1-2");
    correct(&taro, &other, &[("name", "別の施策")]).await.ok();
    let mine = |it: &(String, String)| match it.0.as_str() {
        "name" => (it.0.clone(), "次郎の名称".to_owned()),
        _ => it.clone(),
    };
    let sent: Vec<(String, String)> = opened.iter().map(mine).collect();
    let pairs: Vec<(&str, &str)> = sent
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    let late = jiro.post(&path, &pairs).await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("太郎の名称") && late.has("value=\"次郎の名称\""));
    let again = fields(&late);
    let pairs: Vec<(&str, &str)> = again
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    jiro.post(&path, &pairs).await.ok();
    let preview = taro.get(&import).await;
    assert!(preview.has("次郎の名称") && preview.has("別の施策"));
}

#[tokio::test]
async fn an_owner_nobody_knows_is_chosen_or_left_open_before_adoption() {
    let town = town_with(&["人事課", "学び推進室"]).await;
    let taro = town.as_staff("taro");
    let import = send(
        &taro,
        "計画.txt",
        small("・組をつくる。", "学習課").as_bytes(),
    )
    .await;

    let refused = taro.post(&format!("{import}/adopt"), &[]).await.refused();
    assert!(refused.contains("学習課") && refused.contains("組織を選ぶか"));
    let owner = match taro.get(&format!("{import}/owners/1")).await.has("学習課") {
        true => format!("{import}/owners/1"),
        false => format!("{import}/owners/2"),
    };
    let unknown = correct(&taro, &owner, &[("unit", "ない課")])
        .await
        .refused();
    assert!(
        unknown.contains("「ない課」という組織はありません")
            && unknown.contains("value=\"ない課\"")
    );
    correct(&taro, &owner, &[("unit", "学び推進室")]).await.ok();
    taro.post(&format!("{import}/adopt"), &[]).await.ok();

    let unit: Option<String> = town
        .look(async |tx| {
            let sql = "select unit_code from plan_owners where mark = '学習課'";
            Ok(tx.value(sql, vec![]).await?)
        })
        .await;
    assert_eq!(unit.as_deref(), Some("1002"));
}

#[tokio::test]
async fn of_two_who_adopt_at_once_one_wins_and_a_second_press_adopts_nothing_more() {
    let town = town_with(&["人事課"]).await;
    town.grant("jiro", "plan_office", None).await;
    let (taro, jiro) = (town.as_staff("taro"), town.as_staff("jiro"));
    let one = send(
        &taro,
        "甲.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;
    let other = send(
        &jiro,
        "乙.txt",
        small("・組を増やす。", "人事課").as_bytes(),
    )
    .await;

    let (first, second) = (format!("{one}/adopt"), format!("{other}/adopt"));
    let (a, b) = tokio::join!(taro.post(&first, &[]), jiro.post(&second, &[]));

    let won = [&a, &b]
        .iter()
        .filter(|it| it.status.is_redirection())
        .count();
    let refused = if a.status.is_redirection() { &b } else { &a };
    assert_eq!(won, 1, "{} {}", a.status, b.status);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("第２次汐見市職員育成プラン") && refused.has("2024～2026年度"));
    let winner = if a.status.is_redirection() {
        (&taro, &first)
    } else {
        (&jiro, &second)
    };
    winner.0.post(winner.1, &[]).await.ok();
    assert_eq!(count(&town, "plan_plans").await, 1);
    assert_eq!(count(&town, "plan_measures").await, 2);
}

#[tokio::test]
async fn only_the_plan_office_imports() {
    let town = town_with(&["人事課"]).await;
    town.grant("hr", "hr", None).await;
    let import = send(
        &town.as_staff("taro"),
        "計画.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;

    for name in ["hanako", "hr"] {
        let visitor = town.as_staff(name);
        visitor.get("/plan/imports").await.forbidden();
        visitor.get(&import).await.forbidden();
        visitor
            .post(&format!("{import}/adopt"), &[])
            .await
            .forbidden();
    }
    assert_eq!(count(&town, "plan_plans").await, 0);
}

#[tokio::test]
async fn the_plan_is_filtered_by_field_owner_progress_and_words() {
    let town = town_of_the_real_plan().await;
    let taro = town.as_staff("taro");
    let import = send(&taro, "計画.docx", &real("docx")).await;
    taro.post(&format!("{import}/adopt"), &[]).await.ok();
    let plan = town
        .look(async |tx| Ok(adopted::current(tx, base::date(2026, 4, 1)).await?.unwrap()))
        .await;
    town.given(async |tx| {
        tx.execute(
            "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
             values ($1, 2025, 'completed', 'partly', '', '', '', 1)",
            db::params![&plan.measures[0].id],
        )
        .await?;
        tx.execute(
            "insert into plan_editions (plan_id, year, as_of, frozen_at, published_at, content, digest)
             values ($1, 2025, '2026-03-31', '2026-04-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z', '', $2)",
            db::params![&plan.id, "0".repeat(64)],
        )
        .await?;
        Ok(())
    })
    .await;
    let hanako = town.as_staff("hanako");
    let shown = async |query: &str| {
        let page = hanako.get(&format!("/plan?{query}")).await.ok();
        page.text().matches("data-href=\"/plan/measures/").count()
    };

    assert_eq!(shown("").await, 60);
    assert_eq!(shown("progress=completed").await, 1);
    assert_eq!(shown("progress=unchecked").await, 59);
    assert_eq!(shown("q=1-2-3").await, 1);
    assert_eq!(shown("q=%E3%81%AA%E3%81%84%E8%A8%80%E8%91%89").await, 0);
    let in_fields = [
        shown("field=1").await,
        shown("field=2").await,
        shown("field=3").await,
        shown("field=4").await,
    ];
    assert_eq!(in_fields.iter().sum::<usize>(), 60);
    let page = hanako.get("/plan").await.ok();
    assert!(page.has("chart-wide") && page.has("1.8%") && page.has("未確認は56施策です"));
    assert!(page.has("一部達成"));
}

#[tokio::test]
async fn without_a_plan_the_page_says_so() {
    let town = town_with(&[]).await;
    assert!(
        town.as_staff("hanako")
            .get("/plan")
            .await
            .ok()
            .has("採用された計画はまだありません")
    );
    assert!(
        town.as_staff("taro")
            .get("/plan")
            .await
            .ok()
            .has("/plan/imports")
    );
}

#[test]
fn every_text_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = plan::CAPABILITY.words;
    for part in ["import", "browse"] {
        let (templates, sources) = (
            root.join("templates").join(part),
            root.join("src").join(part),
        );
        let missing = web::check::missing_keys(&templates, &sources, words.ja, words.en);
        assert_eq!(missing, Vec::<String>::new());
    }
    for key in documents::READ_TEXT_KEYS
        .iter()
        .chain(documents::WRITE_TEXT_KEYS)
    {
        for words in [web::WORDS.ja, web::WORDS.en] {
            assert!(words.contains(&format!("\n{key} = ")), "{key}");
        }
    }
}
