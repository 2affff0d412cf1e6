//! What people see, and what they do not.
use base::{StaffId, date};
use testkit::Town;

use super::{files, town};
use crate::store;

pub(super) async fn id_of(town: &Town, number: &str) -> StaffId {
    town.look(async |tx| Ok(store::staff_of_number(tx, number).await?.unwrap().id))
        .await
}

/// Hanako signs in as the person that the import brought.
async fn town_with_hanako_at_work() -> (Town, StaffId) {
    let town = Town::new(&[&crate::CAPABILITY]).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    for text in [
        files::UNITS.to_owned(),
        files::STAFF.replace("0001001", &number),
    ] {
        let report = crate::import_file(
            &town.app.db,
            &[],
            files::now(),
            &files::bytes("f.csv", &text),
            false,
            None,
        )
        .await
        .unwrap();
        assert!(report.is_fine(), "{:?}", report.findings);
    }
    town.grant("jinji", "hr", None).await;
    (town, StaffId("hanako".into()))
}

#[tokio::test]
async fn personnel_sees_the_list_in_kana_order_with_its_total() {
    let town = town().await;
    let page = town.as_staff("jinji").get("/staff").await.ok();

    let text = page.text();
    let places: Vec<usize> = ["佐藤　太郎", "髙橋　花子", "山﨑　さくら"]
        .map(|it| text.find(it).unwrap())
        .into();
    assert!(places.is_sorted(), "{places:?}");
    assert!(!page.has("鈴木　一郎"), "he left yesterday");
    assert!(page.has("3件のうち1～3件目"));
    assert!(page.has("昭和55年（1980年）1月8日"));
}

#[tokio::test]
async fn the_directory_finds_nobody_by_a_legal_name_that_it_does_not_show() {
    let town = town().await;
    let sakura = town.as_staff("sakura");

    let by_legal_name = sakura.get("/directory?q=渡辺").await.ok();
    let by_used_name = sakura.get("/directory?q=高橋").await.ok();

    assert!(!by_legal_name.has("髙橋　花子"));
    assert!(by_used_name.has("髙橋　花子"));
}

#[tokio::test]
async fn people_are_found_by_any_part_in_any_form() {
    let town = town().await;
    let jinji = town.as_staff("jinji");
    for (words, name) in [
        ("高橋", "髙橋　花子"),
        ("渡辺", "髙橋　花子"),
        ("ﾀｶﾊｼ", "髙橋　花子"),
        ("橋花", "髙橋　花子"),
        ("山崎　さくら", "山﨑　さくら"),
        ("1002", "佐藤　太郎"),
        ("００１００２", "佐藤　太郎"),
    ] {
        let page = jinji
            .get(&format!("/staff?q={}", web::table::encode(words)))
            .await
            .ok();
        assert!(
            page.has(name) && page.has("1件のうち"),
            "{words}: {}",
            page.text()
        );
    }
    assert!(
        jinji
            .get("/staff?q=%E9%BB%92")
            .await
            .ok()
            .has("条件に合う職員はいません")
    );
}

#[tokio::test]
async fn a_page_behind_the_last_one_is_the_last_one() {
    let town = town().await;
    let jinji = town.as_staff("jinji");

    let list = jinji.get("/staff?page=99999").await.ok();
    let directory = jinji.get("/directory?page=2&unit=10").await.ok();

    assert!(list.has("佐藤　太郎") && directory.has("佐藤　太郎"));
}

#[tokio::test]
async fn a_list_can_be_narrowed_to_a_unit_by_code_or_name() {
    let town = town().await;
    let jinji = town.as_staff("jinji");

    let by_name = jinji
        .get(&format!("/staff?unit={}", web::table::encode("人材育成課")))
        .await
        .ok();
    assert!(by_name.has("佐藤　太郎") && !by_name.has("髙橋　花子"));
    let by_code = jinji.get("/staff?unit=10").await.ok();
    assert!(by_code.has("佐藤　太郎") && by_code.has("髙橋　花子"));
    let unknown = jinji.get("/staff?unit=99").await.ok();
    assert!(unknown.has("という組織は、今日の時点でありません"));
    assert!(
        jinji
            .get("/staff?kind=fixed_term")
            .await
            .ok()
            .has("1件のうち")
    );
}

#[tokio::test]
async fn the_file_has_the_rows_that_are_shown() {
    let town = town().await;
    let jinji = town.as_staff("jinji");

    let csv = jinji.get("/staff?kind=fixed_term&format=csv").await.ok();
    let lines: Vec<String> = csv.text().lines().map(str::to_owned).collect();
    assert_eq!(
        lines[1..],
        ["0001004,山﨑　さくら,ヤマザキ　サクラ,,,,会計年度任用,2002-12-01,2024-04-01"]
    );
    let xlsx = jinji.get("/staff?format=xlsx").await.ok();
    let table =
        documents::read_table(xlsx.bytes(), "list.xlsx", &documents::Limits::default()).unwrap();
    assert_eq!(table.rows.len(), 3);
}

#[tokio::test]
async fn the_file_has_the_columns_that_are_shown_and_the_furigana() {
    let town = town().await;
    for path in ["/staff", "/directory"] {
        let taro = town.as_staff(if path == "/staff" { "jinji" } else { "taro" });
        let page = taro.get(path).await.ok();
        let csv = taro.get(&format!("{path}?format=csv")).await.ok().text();

        let header = csv.trim_start_matches('\u{feff}').lines().next().unwrap();
        let (kana, columns): (Vec<_>, Vec<_>) = header.split(',').partition(|it| *it == "フリガナ");
        assert_eq!(kana.len(), 1, "{header}");
        let head = page.between("<thead>", "</thead>").unwrap();
        assert_eq!(head.matches("<th ").count(), columns.len(), "{header}");
        let places = columns
            .iter()
            .map(|it| head.find(it).expect("a column of the page"));
        assert!(places.is_sorted(), "{header}");
    }
}

#[tokio::test]
async fn a_head_lists_the_people_of_the_unit_and_nobody_else() {
    let (town, _) = town_with_hanako_at_work().await;
    let page = town.as_staff("hanako").get("/staff").await.ok();

    assert!(
        page.has("髙橋　花子") && page.has("佐藤　太郎"),
        "Taro has a second post in 人事課"
    );
    assert!(!page.has("山﨑　さくら"));
    assert!(page.has("2件のうち"), "the total counts the same people");
}

#[tokio::test]
async fn everybody_has_the_directory_and_nobody_elses_birthday() {
    let town = town().await;
    let taro = town.as_staff("taro");

    let page = taro.get("/directory").await.ok();
    assert!(page.has("髙橋　花子") && page.has("課長"));
    assert!(!page.has("昭和55年") && !page.has("常勤"));
    assert!(!taro.get("/directory?format=csv").await.ok().has("1980"));
    assert!(
        !taro
            .get("/directory?sort=hired")
            .await
            .ok()
            .has("href=\"/directory?sort=hired")
    );
    taro.get("/staff").await.forbidden();
}

#[tokio::test]
async fn a_person_page_shows_posts_and_who_looked() {
    let (town, hanako) = town_with_hanako_at_work().await;
    let path = format!("/staff/{hanako}");

    let page = town.as_staff("jinji").get(&path).await.ok();
    assert!(
        page.has("渡邉　花子")
            && page.has("人事課")
            && page.has("<svg")
            && page.has("令和6年（2024年）4月1日")
    );
    town.as_staff("taro").get(&path).await.forbidden();

    let own = town.as_staff("hanako");
    let account = own.get("/account").await.ok();
    assert!(
        account.has(&format!("href=\"{path}\"")) && account.has(&format!("href=\"{path}/looks\""))
    );
    assert!(own.get(&path).await.ok().has("だれが見たか"));
    let looks = own.get(&format!("{path}/looks")).await.ok();
    assert!(looks.has("jinji") && looks.has("職員の記録を見た"));
    town.as_staff("jinji")
        .get(&format!("{path}/looks"))
        .await
        .forbidden();
}

#[tokio::test]
async fn an_auditor_sees_who_looked_and_nothing_of_the_record() {
    let (town, hanako) = town_with_hanako_at_work().await;
    town.grant("kansa", "auditor", None).await;
    let auditor = town.as_staff("kansa");

    assert!(
        auditor
            .get(&format!("/staff/{hanako}/looks"))
            .await
            .ok()
            .has("だれが見たか")
    );
    auditor.get(&format!("/staff/{hanako}")).await.forbidden();
    let looks = format!("href=\"/staff/{hanako}/looks\"");
    assert!(auditor.get("/ledger").await.ok().has(&looks));
}

#[tokio::test]
async fn what_begins_on_a_later_day_is_hidden_until_then() {
    let (town, hanako) = town_with_hanako_at_work().await;
    let number = town.number_of("hanako").unwrap();
    files::taken_over(
        &town.app.db,
        &format!("職員番号,所属コード,職名,発令日\n{number},100102,課長,2026-10-01\n"),
    )
    .await;
    files::taken_over(
        &town.app.db,
        "組織コード,組織名,階層,上位組織コード,開始日\n100102,人づくり課,課,1001,2026-10-01\n",
    )
    .await;
    let (own, jinji) = (town.as_staff("hanako"), town.as_staff("jinji"));
    let path = format!("/staff/{hanako}");

    let before = own.get(&path).await.ok();
    assert!(
        !before.has("人材育成課") && !before.has("人づくり課") && !before.has("9月30日"),
        "{}",
        before.text()
    );
    assert!(jinji.get(&path).await.ok().has("人づくり課"));
    assert!(jinji.get("/changes").await.ok().has("人づくり課"));
    own.get("/changes").await.forbidden();
    assert!(
        own.get("/organisation?on=2026-10-01")
            .await
            .ok()
            .has("まだ公表されていません")
    );
    assert!(!own.get("/organisation/100102").await.ok().has("人づくり課"));
    assert!(
        jinji
            .get("/organisation/100102?on=2026-10-01")
            .await
            .ok()
            .has("人づくり課")
    );

    let _ = town.clone().on(date(2026, 10, 1));
    assert!(
        town.as_staff("hanako")
            .get(&path)
            .await
            .ok()
            .has("人づくり課")
    );
}

#[tokio::test]
async fn the_organisation_of_that_day_is_another_one() {
    let town = town().await;
    let taro = town.as_staff("taro");

    let today = taro.get("/organisation").await.ok();
    assert!(
        today.has("人事課") && !today.has("広聴課"),
        "広聴課 ended yesterday"
    );
    let before = taro.get("/organisation?on=R8.3.31").await.ok();
    assert!(before.has("広聴課"));
    assert!(
        taro.get("/organisation?on=R8.13.1")
            .await
            .ok()
            .has("日付として読めません")
    );
    let unit = taro.get("/organisation/2001?on=2026-03-31").await.ok();
    assert!(unit.has("鈴木　一郎") && unit.has("承継先") && unit.has("人事課"));
    assert!(
        taro.get("/organisation/2001")
            .await
            .ok()
            .has("この日にはありません")
    );
    assert!(taro.get("/organisation/1001").await.ok().has("<svg"));
    assert!(taro.get("/organisation/100101").await.ok().has("前身"));
    taro.get("/organisation/9999").await.forbidden();
}

#[test]
fn the_policies_fit_the_routes() {
    let policies = gate::Policies::parse([crate::CAPABILITY.policies]).unwrap();
    let actions: Vec<_> = (crate::CAPABILITY.routes)()
        .iter()
        .map(|it| it.action)
        .collect();
    let own = crate::CAPABILITY
        .roles
        .iter()
        .map(|it| gate::Role::new(*it));
    let roles: Vec<_> = [
        gate::Role::STAFF,
        gate::Role::HEAD,
        gate::Role::SYSTEM_ADMINISTRATOR,
    ]
    .into_iter()
    .chain(own)
    .collect();

    policies.validate(&actions, &roles).unwrap();
}
