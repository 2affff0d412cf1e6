//! What goes out comes back unchanged.
use db::Db;
use documents::{Unmappable, WriteError};

use super::files::{brought, city, empty_city, everything, now, taken_over};
use crate::{
    export::{ExportRefusal, FileFormat, export_file, written},
    import::{Kind, Source, import_file},
};

async fn out_and_back(from: &Db, to: &Db, kinds: &[Kind], format: FileFormat) {
    for kind in kinds {
        let bytes = export_file(from, *kind, format).await.unwrap();
        let source = Source::Bytes {
            name: format!("{}.{}", kind.word(), format.ending()),
            bytes: bytes.into(),
        };
        let report = import_file(to, &[], now(), &source, false, None)
            .await
            .unwrap();
        assert!(
            report.is_fine(),
            "{kind:?} {format:?} {:?}",
            report.findings
        );
        assert_eq!(report.kind, *kind);
    }
}

/// Everything but the ids, which each city makes for itself.
async fn told(db: &Db) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for kind in Kind::ALL {
        files.push(export_file(db, kind, FileFormat::CsvUtf8).await.unwrap());
    }
    files
}

#[tokio::test]
async fn an_export_imports_back_into_the_same_city_without_a_change() {
    let db = city().await;
    taken_over(
        &db,
        "職員番号,所属コード,職名,発令日\n0001002,100102,主査,2026-10-01\n",
    )
    .await;
    let before = everything(&db).await;

    for format in [FileFormat::CsvUtf8, FileFormat::CsvCp932, FileFormat::Xlsx] {
        out_and_back(&db, &db, &Kind::ALL, format).await;
    }

    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn an_empty_city_becomes_the_one_that_was_exported() {
    let db = city().await;
    for kinds in [
        [Kind::Units, Kind::Staff, Kind::Assignments].as_slice(),
        [Kind::Units, Kind::StaffWithAssignments].as_slice(),
    ] {
        let other = empty_city().await;
        out_and_back(&db, &other, kinds, FileFormat::Xlsx).await;
        assert_eq!(told(&other).await, told(&db).await);
    }
}

#[tokio::test]
async fn a_name_that_cp932_cannot_hold_stops_the_export_and_is_named() {
    let db = city().await;
    let header = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";
    brought(
        &db,
        &format!("{header}0001009,𠮷田　花,ヨシダ　ハナ,1990-01-01,常勤,2020-04-01\n"),
    )
    .await;

    let stopped = export_file(&db, Kind::Staff, FileFormat::CsvCp932)
        .await
        .unwrap_err();
    assert!(stopped.to_string().contains("1 characters"), "{stopped}");
    assert!(
        export_file(&db, Kind::Staff, FileFormat::CsvUtf8)
            .await
            .is_ok()
    );

    let rows = [vec!["𠮷田".to_owned()]];
    let Err(ExportRefusal(WriteError::Unmappable {
        characters,
        total: 1,
    })) = written("x", &["氏名"], &rows, FileFormat::CsvCp932)
    else {
        panic!("the character does not fit");
    };
    assert_eq!(
        characters,
        [Unmappable {
            row: 2,
            column: 1,
            character: '𠮷'
        }]
    );
}
