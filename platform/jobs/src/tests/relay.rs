//! A mail relay on this machine that writes down what it gets.
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::{Mailer, Relay};

pub(super) struct FakeRelay {
    pub(super) port: u16,
    mails: Arc<Mutex<Vec<(String, String)>>>,
    task: JoinHandle<()>,
}

impl FakeRelay {
    pub(super) async fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub(super) fn on(listener: TcpListener) -> Self {
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let book = mails.clone();
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, book.clone()));
            }
        });
        Self { port, mails, task }
    }

    pub(super) fn mailer(&self) -> Mailer {
        mailer(self.port)
    }

    /// Recipients and whole mails, in their order.
    pub(super) fn mails(&self) -> Vec<(String, String)> {
        self.mails.lock().unwrap().clone()
    }

    pub(super) fn count_by_recipient(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (to, _) in self.mails() {
            *counts.entry(to).or_default() += 1;
        }
        counts
    }
}

impl Drop for FakeRelay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(super) fn mailer(port: u16) -> Mailer {
    Mailer::new(&Relay {
        host: "127.0.0.1".to_owned(),
        port,
        from: "育み <hagukumi@shiomi.example>".to_owned(),
        user: None,
        password: None,
    })
    .unwrap()
}

/// Enough of RFC 5321. An address that begins with `unknown` is refused for good, one with `full` for now.
async fn talk(mut socket: TcpStream, book: Arc<Mutex<Vec<(String, String)>>>) -> Option<()> {
    let (read, mut write) = socket.split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    write
        .write_all(b"220 relay.shiomi.example\r\n")
        .await
        .ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = match line
            .get(..4)
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "RCPT" if line.contains("<unknown") => "550 no such mailbox",
            "RCPT" if line.contains("<full") => "452 mailbox full",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1)?.to_owned();
                "250 ok"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    mail += &line;
                    mail.push('\n');
                }
                book.lock().unwrap().push((to.clone(), mail));
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        write
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .ok()?;
    }
    Some(())
}
