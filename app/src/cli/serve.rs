//! `hagukumi serve`.
use std::{io::IsTerminal, path::PathBuf};

use clap::Args;
use db::Db;
use gate::App;
use web::Text;

use super::{
    first::{First, Terminal},
    setup,
};
use crate::{
    city,
    mail::Post,
    serve::{asked_to_stop, listen, serve},
    settings::{Problem, Settings, first_line},
    speech::{Speech, out},
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(super) struct Arguments {
    /// On an empty database: the staff number of the first administrator
    #[arg(long, value_name = "NUMBER", requires_all = ["name", "password_file"])]
    first_administrator: Option<String>,
    /// The first administrator's name
    #[arg(long, value_name = "NAME", requires = "first_administrator")]
    name: Option<String>,
    /// A file whose first line is the first administrator's password
    #[arg(long, value_name = "FILE", requires = "first_administrator")]
    password_file: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let post = Post::of(settings)?;
    let held = city::open_for_service(settings).await?;
    if city::is_demo(&held.db).await? {
        return Err(Trouble::refused(Text::new("app-serve-demo")));
    }
    let city = city::name_city(&held.db, settings).await?;
    let app = setup::house(held.db.clone(), &city, settings, setup::now)?;
    if is_empty(&held.db).await? {
        add_first(&app, arguments, speech).await?;
    } else if arguments.first_administrator.is_some() {
        return Err(Trouble::refused(Text::new("app-first-not-empty")));
    }
    let listener = listen(settings.listen).await?;
    let address = listener
        .local_addr()
        .map_err(|cause| Trouble::fault(Text::new("app-fault"), cause))?;
    let stop = asked_to_stop()?;
    out(format!("http://{address}"));
    let letters = post.map(|it| it.start(&app));
    serve(app, listener, stop).await?;
    drop(letters);
    speech.tell("app-stopped", &[]);
    Ok(())
}

async fn is_empty(db: &Db) -> Result<bool> {
    Ok(db.read(async |tx| gate::store::is_empty(tx).await).await?)
}

async fn add_first(app: &App, arguments: Arguments, speech: &Speech) -> Result<()> {
    let first = match arguments {
        Arguments {
            first_administrator: Some(number),
            name: Some(name),
            password_file: Some(file),
        } => First::given(&number, &name, password_of(&file)?)?,
        _ if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() => {
            First::asked(&mut Terminal, speech)?
        }
        _ => return Err(Trouble::usage(Text::new("app-first-needed"))),
    };
    gate::add_first_administrator(
        app,
        &first.number,
        &first.name,
        &first.password,
        &first.password,
    )
    .await?;
    speech.tell("app-first-added", &[("number", first.number.into())]);
    Ok(())
}

fn password_of(file: &std::path::Path) -> Result<String> {
    let name = file.display().to_string();
    first_line(&name).map(|it| it.0).map_err(|problem| {
        let key = match problem {
            Problem::Empty => "app-password-file-empty",
            _ => "app-file-unreadable",
        };
        Trouble::usage(Text::new(key).with("file", name))
    })
}
