//! The text of a measure, and the remarks on it.
use axum::http::StatusCode;
use db::params;

use crate::town::*;

#[tokio::test]
async fn contents_are_revised_with_a_reason_and_the_words_before_stay_readable() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let path = "/plan/listings/training-1-1-1";
    let form = hanako.get(path).await.ok();
    assert!(form.has("研修の体系を見直す。"));
    let seen = hidden(&form, "seen");
    let send = |reason: &'static str, content: &'static str| {
        let (hanako, seen) = (hanako.clone(), seen.clone());
        async move {
            let fields = [
                ("seen", seen.as_str()),
                ("purposes", "一人ひとりが伸びる。"),
                ("content-1", content),
                ("content-2", "受講の記録を残す。"),
                ("content-3", ""),
                ("reason", reason),
            ];
            hanako.post(path, &fields).await
        }
    };

    let refused = send("", "研修の体系をつくり直す。").await.refused();
    assert!(
        refused.contains("変更の理由")
            && refused.contains("研修の体系をつくり直す。")
            && refused.contains("受講の記録を残す。")
    );
    send("新しい条例に合わせて", "研修の体系をつくり直す。")
        .await
        .ok();

    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(page.has("研修の体系をつくり直す。") && page.has("受講の記録を残す。"));
    assert!(
        page.has("研修の体系を見直す。") && page.has("新しい条例に合わせて"),
        "the revision says what it was and why"
    );
    assert!(
        page.has("若手の研修を加える。"),
        "the repeat keeps its own text"
    );
    assert_eq!(
        number(&town, "select count(*) from plan_revisions").await,
        1,
        "the purposes did not change"
    );

    let late = send("別の理由", "研修をやめる。").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("研修をやめる。") && late.has("研修の体系をつくり直す。"));
    assert!(
        !measure_page(&hanako, "training")
            .await
            .has("研修をやめる。")
    );
}

#[tokio::test]
async fn a_measure_needs_a_purpose_and_a_content() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let path = "/plan/listings/training-1-1-1";
    let seen = hidden(&hanako.get(path).await.ok(), "seen");
    let fields = [
        ("seen", seen.as_str()),
        ("purposes", "伸びる。"),
        ("content-1", " "),
        ("reason", "整理"),
    ];
    assert!(
        hanako
            .post(path, &fields)
            .await
            .refused()
            .contains("それぞれ1つ以上必要です")
    );
}

#[tokio::test]
async fn mending_a_refused_wording_does_not_overwrite_what_was_saved_meanwhile() {
    let town = town().await;
    let (hanako, jiro) = (town.as_staff("hanako"), town.as_staff("jiro"));
    let path = "/plan/listings/training-1-1-1";
    let seen = hidden(&hanako.get(path).await.ok(), "seen");
    let wish = |seen: &str, content: &str, reason: &str| {
        [
            ("seen", seen),
            ("purposes", "一人ひとりが伸びる。"),
            ("content-1", content),
            ("reason", reason),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |visitor: &testkit::Visitor, fields: [(&'static str, String); 4]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0, &*it.1)).collect();
        visitor.post(path, &fields).await
    };
    send(&jiro, wish(&seen, "次郎の内容。", "見直した"))
        .await
        .ok();

    let refused = send(&hanako, wish(&seen, "花子の内容。", "")).await;
    let still = hidden(&refused, "seen");
    refused.refused();
    let stale = send(&hanako, wish(&still, "花子の内容。", "書き直した")).await;

    assert_eq!(still, seen, "the page goes on from what hanako saw");
    assert!(stale.has("次郎の内容。") && stale.has("花子の内容。"));
    assert_eq!(
        word(
            &town,
            "select text from plan_lines where listing_id = 'training-1-1-1' and kind = 'content'"
        )
        .await,
        "次郎の内容。"
    );
}

#[tokio::test]
async fn a_content_that_promises_a_study_makes_the_measure_one() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let path = "/plan/listings/training-1-1-1";
    let seen = hidden(&hanako.get(path).await.ok(), "seen");
    let fields = [
        ("seen", seen.as_str()),
        ("purposes", "一人ひとりが伸びる。"),
        ("content-1", "研修の体系を検討する。"),
        ("study-1", "yes"),
        ("reason", "まず検討するため"),
    ];
    hanako.post(path, &fields).await.ok();
    assert!(
        measure_page(&hanako, "training")
            .await
            .has("検討はまだ始まっていません")
    );
}

#[tokio::test]
async fn a_study_beside_other_contents_is_one_too_and_stays_readable_when_it_is_promised_no_more() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let path = "/plan/listings/training-1-1-1";
    let revise = async |study: Option<(&'static str, &'static str)>, reason: &'static str| {
        let seen = hidden(&hanako.get(path).await.ok(), "seen");
        let mut fields = vec![
            ("seen", seen.as_str()),
            ("purposes", "一人ひとりが伸びる。"),
            ("content-1", "研修を年３回開く。"),
            ("content-2", "研修の体系を検討する。"),
            ("reason", reason),
        ];
        fields.extend(study);
        hanako.post(path, &fields).await.ok();
    };
    revise(Some(("study-2", "yes")), "検討も始めるため").await;
    let step = [
        ("stage", "question"),
        ("text", "体系は何段がよいか。"),
        ("decided_on", "R8.10.1"),
    ];
    hanako
        .post("/plan/measures/training/study", &step)
        .await
        .ok();

    revise(None, "検討をやめたため").await;

    let page = measure_page(&hanako, "training").await;
    assert!(page.has("体系は何段がよいか。"));
    assert!(!page.has("/plan/measures/training/study/new"));
}

#[tokio::test]
async fn remarks_are_for_owners_and_the_plan_office_and_are_answered_once() {
    let town = town().await;
    town.given(async |tx| {
        tx.execute(
            "insert into plan_remarks (id, plan_id, measure_id, text, place)
             values ('r1', 'plan', 'training', '取組の中に入れるか？', '表2と表3の間')",
            params![],
        )
        .await?;
        Ok(())
    })
    .await;
    let (hanako, mori) = (town.as_staff("hanako"), town.as_staff("mori"));
    for name in ["nobody", "suzuki"] {
        let page = measure_page(&town.as_staff(name), "training").await;
        assert!(!page.has("取組の中に入れるか？") && !page.has("作業上の指摘"));
    }
    let page = measure_page(&hanako, "training").await;
    assert!(
        page.has("取組の中に入れるか？")
            && page.has("表2と表3の間")
            && page.has("計画事務局（全庁）")
    );

    town.as_staff("suzuki")
        .post("/plan/remarks/r1", &[("answer", "いいえ")])
        .await
        .forbidden();
    assert!(
        hanako
            .post("/plan/remarks/r1", &[("answer", " ")])
            .await
            .refused()
            .contains("「答え」：入力が必要です。")
    );
    hanako
        .post("/plan/remarks/r1", &[("answer", "入れます。")])
        .await
        .ok();
    let second = mori
        .post("/plan/remarks/r1", &[("answer", "入れません。")])
        .await
        .refused();
    assert!(second.contains("すでに答えがあります") && second.contains("入れません。"));

    let form = mori.get("/plan/measures/training/remarks/new").await.ok();
    let id = hidden(&form, "form_id");
    for _ in 0..2 {
        mori.post(
            "/plan/measures/training/remarks",
            &[("form_id", &id), ("text", "目的を短くしてください。")],
        )
        .await
        .ok();
    }
    assert_eq!(number(&town, "select count(*) from plan_remarks").await, 2);
    let page = measure_page(&hanako, "training").await;
    assert!(page.has("目的を短くしてください。") && page.has("入れます。"));
}
