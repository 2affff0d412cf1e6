//! What bad files get: a sentence that says what, where and how to mend it, and nothing is kept.
use testkit::Town;

use crate::{
    count,
    town::{correct, figure, real, send, small, town_with},
};

/// Sends a file that cannot be taken; the sentence.
async fn refused(town: &Town, name: &str, bytes: &[u8]) -> String {
    let taro = town.as_staff("taro");
    let page = taro
        .upload("/plan/imports", &[], "file", name, bytes)
        .await
        .refused();
    assert_eq!(count(town, "plan_imports").await, 0, "{name}");
    page
}

#[tokio::test]
async fn each_kind_of_bad_file_has_its_sentence_and_keeps_nothing() {
    let town = town_with(&[]).await;
    let docx = real("docx");
    let locked = {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let nothing_below = "第２次汐見市職員育成プラン\n計画期間 令和６年度から令和８年度まで\n\
                         1 学び\n（1） 職場\n\t施策名\n\t目的\n\t内容\n\t所管課\n\n";
    let cases: [(&str, &[u8], &str); 8] = [
        ("空.docx", b"", "ファイルが空です"),
        ("計画.docx", b"%PDF-1.7 \n%%EOF", "PDFのため"),
        ("半分.docx", &docx[..docx.len() / 2], "途中で切れています"),
        ("鍵.docx", &locked, "パスワード"),
        ("絵.docx", b"\x89PNG\r\n\x1a\n0000", "画像のため"),
        (
            "頁.txt",
            b"<!doctype html><p>plan</p>",
            "ウェブページのため",
        ),
        (
            "日記.txt",
            "今日は晴れ。\n明日は雨。\n".as_bytes(),
            "計画として読める表が見つかりません",
        ),
        (
            "見出しだけ.txt",
            nothing_below.as_bytes(),
            "もう一度読み込んでください",
        ),
    ];

    for (name, bytes, sentence) in cases {
        let page = refused(&town, name, bytes).await;
        assert!(page.contains(sentence), "{name}: {page}");
        assert!(page.contains("error-summary"), "{name}");
    }
    let none = town
        .as_staff("taro")
        .post("/plan/imports", &[])
        .await
        .refused();
    assert!(none.contains("ファイルが選ばれていません"));
}

#[tokio::test]
async fn a_file_that_leaves_its_period_open_asks_and_is_answered() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課").replace(
        "令和６年度から令和８年度までを計画期間とします。",
        "これから定めます。",
    );
    let import = send(&taro, "計画.txt", text.as_bytes()).await;

    let question = taro.get(&import).await.ok();
    assert!(question.has("計画期間が見つかりません") && question.has("組での学び"));
    let path = format!("{import}/answers");
    let unread = taro.post(&path, &[("period", "いつか")]).await.refused();
    assert!(unread.contains("計画期間として読めません") && unread.contains("value=\"いつか\""));
    taro.post(&path, &[("period", "令和６～８年度")]).await.ok();

    let preview = taro.get(&import).await.ok();
    assert_eq!(figure(&preview, "施策"), "2");
    assert!(figure(&preview, "計画期間").contains("2024年度"));
}

#[tokio::test]
async fn the_same_file_sent_twice_is_one_import() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課");

    let first = send(&taro, "計画.txt", text.as_bytes()).await;
    correct(
        &taro,
        &format!("{first}/listings/1-1-1"),
        &[("name", "直した")],
    )
    .await
    .ok();
    let second = send(&taro, "計画.txt", text.as_bytes()).await;

    assert_eq!(second, format!("{first}?notice=plan-import-notice-waiting"));
    let page = taro.get(&second).await.ok();
    assert!(page.has("直した") && page.has("同じファイルがすでに取り込まれ"));
}

#[tokio::test]
async fn a_dropped_import_is_gone() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let import = send(
        &taro,
        "計画.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;

    taro.post(&format!("{import}/drop"), &[]).await.ok();

    assert_eq!(count(&town, "plan_imports").await, 0);
    taro.get(&import).await.forbidden();
}

#[tokio::test]
async fn a_file_is_read_by_what_it_is_not_by_what_it_is_called() {
    let town = town_with(&[]).await;
    let taro = town.as_staff("taro");

    for (name, form) in [
        ("改名.xlsx", "docx"),
        ("改名.docx", "xlsx"),
        ("改名.docx", "txt"),
    ] {
        let import = send(&taro, name, &real(form)).await;
        let preview = taro.get(&import).await.ok();
        assert_eq!(figure(&preview, "施策"), "57", "{form} called {name}");
    }
}

#[tokio::test]
async fn a_text_that_is_cut_off_shows_how_much_of_it_was_read_before_anything_is_adopted() {
    let town = town_with(&[]).await;
    let taro = town.as_staff("taro");
    let whole = real("txt");
    let text = String::from_utf8(whole).unwrap();
    let half: String = text.chars().take(text.chars().count() / 2).collect();

    let import = send(&taro, "半分.txt", half.as_bytes()).await;

    let preview = taro.get(&import).await.ok();
    let measures: u32 = figure(&preview, "施策").parse().unwrap();
    assert!((1..57).contains(&measures), "{measures}");
    assert_eq!(count(&town, "plan_plans").await, 0);
}

#[tokio::test]
async fn a_repeat_that_repeats_nothing_is_doubted_tied_by_hand_or_adopted_as_a_measure_of_its_own()
{
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課").replace("学びの記録", "組での遊び（再掲）");
    let import = send(&taro, "計画.txt", text.as_bytes()).await;

    let preview = taro.get(&import).await.ok();
    assert_eq!(figure(&preview, "施策"), "2");
    assert!(
        preview.has("組での遊び") && preview.has("再掲とありますが、同じ名称の施策がありません"),
        "{}",
        preview.text()
    );
    taro.post(&format!("{import}/adopt"), &[]).await.ok();

    assert_eq!(count(&town, "plan_measures").await, 2);
    assert_eq!(count(&town, "plan_listings").await, 2);
}

#[tokio::test]
async fn a_second_plan_for_the_same_years_is_refused_by_name_and_stays_as_it_was_sent() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let first = send(
        &taro,
        "甲.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;
    // Sent before the first one was adopted, for years of which one is shared.
    let other = small("・組を増やす。", "人事課")
        .replace("第２次", "第３次")
        .replace("令和６年度から令和８年度", "令和８年度から令和１０年度");
    let second = send(&taro, "乙.txt", other.as_bytes()).await;
    taro.post(&format!("{first}/adopt"), &[]).await.ok();

    let refused = taro.post(&format!("{second}/adopt"), &[]).await.refused();

    assert!(
        refused.contains("第２次汐見市職員育成プラン") && refused.contains("第３次"),
        "{refused}"
    );
    assert_eq!(count(&town, "plan_plans").await, 1);
    assert_eq!(count(&town, "plan_imports").await, 2);
}

#[tokio::test]
async fn a_name_as_long_as_a_text_is_refused_with_its_place() {
    let town = town_with(&["人事課"]).await;
    let text = small("・組をつくる。", "人事課").replace("組での学び", &"長".repeat(301));

    let page = refused(&town, "計画.txt", text.as_bytes()).await;

    assert!(page.contains("施策名が301文字あります"), "{page}");
    assert!(page.contains("300文字まで"), "{page}");
}

#[tokio::test]
async fn a_period_of_two_hundred_years_is_asked_for_again() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課")
        .replace("令和６年度から令和８年度まで", "1900年度から2100年度まで");
    let import = send(&taro, "計画.txt", text.as_bytes()).await;

    let too_long = taro
        .post(&format!("{import}/answers"), &[("period", "1900-2100")])
        .await
        .refused();
    assert!(too_long.contains("20年までの期間"), "{too_long}");
    taro.post(&format!("{import}/answers"), &[("period", "2024-2026")])
        .await
        .ok();
    assert_eq!(figure(&taro.get(&import).await.ok(), "施策"), "2");
}

#[tokio::test]
async fn a_correction_takes_neither_a_text_for_a_name_nor_a_day_for_an_owner() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課");
    let import = send(&taro, "計画.txt", text.as_bytes()).await;
    let listing = format!("{import}/listings/1-1-1");

    let long = correct(&taro, &listing, &[("name", &"長".repeat(100_000))])
        .await
        .refused();
    assert!(long.contains("名称が100000文字あります"));
    let day = correct(&taro, &listing, &[("owners", "R20.4.1")])
        .await
        .refused();
    assert!(day.contains("「R20.4.1」は日付か数字で"), "{day}");
    assert!(!taro.get(&import).await.ok().has("手で直したところ"));
}
