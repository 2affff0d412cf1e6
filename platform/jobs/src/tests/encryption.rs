//! Mail that others on the way cannot read.
use std::{path::PathBuf, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

use super::relay::{FakeRelay, relay};
use crate::{Encryption, Letter, MailError, Mailer};

/// An authority that only the city knows.
struct Authority {
    folder: tempfile::TempDir,
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        std::fs::write(folder.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { folder, issuer }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What a relay needs for which the authority vouches under this name.
    fn vouch_for(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

async fn send(mailer: &Mailer) -> Result<(), MailError> {
    let letter = Letter {
        to: "hanako@shiomi.example".to_owned(),
        subject: "やること".to_owned(),
        body: "3件".to_owned(),
    };
    mailer.send("1", &letter).await
}

#[tokio::test]
async fn mail_reaches_a_relay_for_which_the_citys_authority_vouches() {
    for encryption in [Encryption::StartTls, Encryption::Tls] {
        let authority = Authority::new();
        let there = FakeRelay::encrypted(encryption, authority.vouch_for("127.0.0.1")).await;
        let mailer =
            Mailer::encrypted(&relay(there.port), encryption, Some(&authority.file())).unwrap();

        assert_eq!(send(&mailer).await, Ok(()), "{encryption:?}");
        assert_eq!(there.mails()[0].0, "hanako@shiomi.example");
    }
}

#[tokio::test]
async fn a_relay_that_does_not_prove_its_name_gets_nothing_and_the_mail_waits() {
    for encryption in [Encryption::StartTls, Encryption::Tls] {
        let (authority, stranger) = (Authority::new(), Authority::new());
        for acceptor in [
            stranger.vouch_for("127.0.0.1"),
            authority.vouch_for("other.shiomi.example"),
        ] {
            let there = FakeRelay::encrypted(encryption, acceptor).await;
            let mailer =
                Mailer::encrypted(&relay(there.port), encryption, Some(&authority.file())).unwrap();

            assert_eq!(
                send(&mailer).await,
                Err(MailError::NotNow),
                "{encryption:?}"
            );
            assert!(there.mails().is_empty());
        }
    }
}

#[tokio::test]
async fn a_relay_without_tls_gets_nothing_where_tls_is_set() {
    let there = FakeRelay::start().await;

    let mailer = Mailer::encrypted(&relay(there.port), Encryption::StartTls, None).unwrap();

    assert_eq!(send(&mailer).await, Err(MailError::NotNow));
    assert!(there.mails().is_empty());
}

#[test]
fn a_file_without_certificates_is_refused_before_any_mail() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    let open = || Mailer::encrypted(&relay(25), Encryption::Tls, Some(&path)).err();

    assert_eq!(open(), Some(MailError::NoCertificates));
    std::fs::write(&path, "not a certificate").unwrap();
    assert_eq!(open(), Some(MailError::NoCertificates));
}

#[test]
fn encryption_has_three_words() {
    assert_eq!("starttls".parse(), Ok(Encryption::StartTls));
    assert_eq!("tls".parse(), Ok(Encryption::Tls));
    assert_eq!("none".parse(), Ok(Encryption::default()));
    assert!("ssl".parse::<Encryption>().is_err());
}
