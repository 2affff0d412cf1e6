//! `hagukumi demo`.
use std::{
    fs,
    io::{BufWriter, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, value_parser};
use db::{Db, Location};
use gate::App;
use web::Text;

use super::setup;
use crate::{
    capabilities,
    city::City,
    demo::{
        build,
        city::DEMO_SEED,
        clock::{self, Hands},
        personas::Part,
        sign_ins::{self, SignIn},
        wide,
    },
    lock::Lock,
    serve::{asked_to_stop, listen, serve},
    settings::Settings,
    speech::{Speech, out},
    trouble::{Result, Trouble},
};

/// The database inside the demo's folder.
const FILE: &str = "city.db";

#[derive(Args)]
pub(super) struct Arguments {
    /// Where the demo city is kept
    #[arg(long, value_name = "FOLDER", default_value = "hagukumi-demo")]
    folder: PathBuf,
    /// The port on this machine; 0 takes any free one
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// How many staff the city has
    #[arg(long, value_name = "NUMBER", default_value_t = 8_000, value_parser = value_parser!(u16).range(100..=8_000))]
    staff: u16,
    /// Make the city anew, even if the folder has one
    #[arg(long)]
    fresh: bool,
    /// Write a wide list of fictional staff in CP932, a hundred of them faulty, to try the import with; make no city
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fresh", "port", "staff"])]
    list: Option<PathBuf>,
    /// How many rows the list has
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1_000_000,
        requires = "list"
    )]
    rows: usize,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    if let Some(list) = &arguments.list {
        return write_list(list, arguments.rows, speech);
    }
    let folder = &arguments.folder;
    let place = || folder.display().to_string();
    fs::create_dir_all(folder).map_err(|cause| unwritable(folder, cause))?;
    let file = folder.join(FILE);
    let _lock = Lock::take(&file)?;
    // The door first: a taken port is told before the city is made.
    let listener = listen(SocketAddr::from(([127, 0, 0, 1], arguments.port))).await?;
    if arguments.fresh {
        remove(&file).map_err(|cause| unwritable(folder, cause))?;
    }
    if file.exists() {
        speech.tell("app-demo-reused", &[("folder", place().into())]);
    } else {
        let staff = arguments.staff;
        speech.tell(
            "app-demo-making",
            &[
                ("folder", place().into()),
                ("staff", i64::from(staff).into()),
            ],
        );
        make(&file, staff.into(), settings, speech).await?;
    }
    let app = open(&file, settings).await?;
    let address = listener
        .local_addr()
        .map_err(|cause| Trouble::fault(Text::new("app-fault"), cause))?;
    tell_sign_ins(&app, speech).await?;
    let stop = asked_to_stop()?;
    out(format!("http://{address}"));
    serve(app, listener, stop).await?;
    speech.tell("app-stopped", &[]);
    Ok(())
}

/// Makes the city under another name first, so that a demo that was interrupted is made again and not half used.
async fn make(file: &Path, staff: usize, settings: &Settings, speech: &Speech) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let unfinished = folder.join("city.db.unfinished");
    let io = |cause| unwritable(folder, cause);
    remove(&unfinished).map_err(io)?;
    let hands = Hands::new();
    let app = {
        let db = Db::open(&Location::file(&unfinished)).await?;
        db.migrate(&capabilities::migrations()).await?;
        let city = City {
            id: String::new(),
            name: build::NAME.to_owned(),
            is_demo: true,
        };
        let hands = hands.clone();
        setup::house(db, &city, settings, move || hands.read())?
    };
    build::build(&app, staff, &hands, speech).await?;
    let finished = folder.join("city.db.finished");
    remove(&finished).map_err(io)?;
    app.db.backup_to(&finished).await?;
    drop(app);
    fs::rename(&finished, file).map_err(io)?;
    remove(&unfinished).map_err(io)
}

async fn open(file: &Path, settings: &Settings) -> Result<App> {
    let db = Db::open(&Location::file(file)).await?;
    db.migrate(&capabilities::migrations()).await?;
    let city = db.read(async |tx| City::of(tx).await).await?;
    match city.filter(|it| it.is_demo) {
        Some(city) => setup::house(db, &city, settings, clock::start()),
        None => Err(Trouble::refused(
            Text::new("app-demo-not-a-demo").with("file", file.display().to_string()),
        )),
    }
}

/// One line for each part: role, number, name, password, with blanks between and none inside.
async fn tell_sign_ins(app: &App, speech: &Speech) -> Result<()> {
    let list = app.db.read(async |tx| sign_ins::list(tx).await).await?;
    speech.tell("app-demo-sign-ins", &[]);
    for SignIn { part, number, name } in list {
        let role = speech.t(&format!("app-demo-part-{}", Part::key(part)));
        let name = name.replace(['　', ' '], "");
        out(format!(
            "{}{number}  {}{}",
            padded(&role, 26),
            padded(&name, 14),
            sign_ins::PASSWORD
        ));
    }
    Ok(())
}

/// Filled up with blanks to so many columns of a terminal; kanji and kana take two.
fn padded(text: &str, width: usize) -> String {
    let taken: usize = text
        .chars()
        .map(|it| if it.is_ascii() { 1 } else { 2 })
        .sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(taken).max(2)))
}

/// The list, and the rows that an import must refuse: line, column and value.
fn write_list(file: &Path, rows: usize, speech: &Speech) -> Result<()> {
    let wrong = |cause| unwritable(file, cause);
    let mut writer = BufWriter::new(fs::File::create_new(file).map_err(wrong)?);
    let bad = wide::write_wide_csv(&mut writer, rows, DEMO_SEED).map_err(wrong)?;
    writer.flush().map_err(wrong)?;
    for it in &bad {
        out(format!("{}\t{}\t{}", it.line, it.column, it.value));
    }
    let args = [
        ("file", file.display().to_string().into()),
        ("rows", rows.into()),
        ("faults", bad.len().into()),
    ];
    speech.tell("app-demo-list", &args);
    Ok(())
}

fn remove(file: &Path) -> std::io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn unwritable(folder: &Path, cause: std::io::Error) -> Trouble {
    let text = Text::new("app-file-unwritable").with("file", folder.display().to_string());
    Trouble::fault(text, cause)
}
