//! The daemon's change signals: something is different, so it is time to look again.
//!
//! They come from the session bus or, where there is none, over the daemon's own socket. They say
//! only *that* something changed. A lost one costs little: whoever follows looks now and then anyway.

use std::path::PathBuf;

use futures_util::StreamExt;
use tokio::{sync::mpsc, task::JoinHandle};
use zbus::{
    Connection,
    fdo::{DBusProxy, PropertiesProxy},
    proxy::CacheProperties,
};

use super::control::{INTERFACE, NAME, PATH, on_bus, on_socket};

/// Where a daemon can be heard.
#[derive(Debug, Clone)]
pub struct Places {
    /// The address of the session bus.
    pub bus: Option<String>,
    /// Its sockets, of which the first one that answers is followed.
    pub sockets: Vec<PathBuf>,
}

/// An ear for the daemon.
#[derive(Debug)]
pub struct Following {
    places: Places,
    ear: mpsc::Sender<()>,
    heard: mpsc::Receiver<()>,
    listening: JoinHandle<()>,
}

impl Following {
    /// Begins to listen; the runtime has to be there.
    pub fn start(places: Places) -> Self {
        // One place is enough: two changes that nobody has looked at yet are one.
        let (ear, heard) = mpsc::channel(1);
        let listening = tokio::spawn(listen(places.clone(), ear.clone()));
        Self { places, ear, heard, listening }
    }

    /// Returns when something is different.
    pub async fn changed(&mut self) {
        self.heard.recv().await;
    }

    /// Listens again if there is nobody to listen to any more: the bus may be back.
    pub fn revive(&mut self) {
        if self.listening.is_finished() {
            self.listening = tokio::spawn(listen(self.places.clone(), self.ear.clone()));
        }
    }
}

/// Listens until the connection ends.
async fn listen(places: Places, ear: mpsc::Sender<()>) {
    let mut connection = on_bus(places.bus.as_deref()).await;
    for socket in &places.sockets {
        if connection.is_none() {
            connection = on_socket(socket).await;
        }
    }
    if let Some(connection) = connection {
        let hearing = async { hear_changes(&connection, &ear).await };
        let meeting = async { hear_arrivals(&connection, &ear).await };
        tokio::join!(hearing, meeting);
        // That it ended is news, too.
        ear.try_send(()).ok();
    }
}

/// Typed proxies drop what strangers send in the daemon's name.
async fn hear_changes(connection: &Connection, ear: &mpsc::Sender<()>) -> Option<()> {
    let proxy = proxy(connection).await?;
    let mut changes = proxy.receive_properties_changed_with_args(&[(0, INTERFACE)]).await.ok()?;
    while changes.next().await.is_some() {
        // Full means that somebody is about to look.
        ear.try_send(()).ok();
    }
    Some(())
}

/// A daemon comes to the bus, or leaves it.
async fn hear_arrivals(connection: &Connection, ear: &mpsc::Sender<()>) -> Option<()> {
    let bus = DBusProxy::new(connection).await.ok().filter(|_| connection.is_bus())?;
    let mut owners = bus.receive_name_owner_changed_with_args(&[(0, NAME)]).await.ok()?;
    while owners.next().await.is_some() {
        ear.try_send(()).ok();
    }
    Some(())
}

async fn proxy(connection: &Connection) -> Option<PropertiesProxy<'_>> {
    let builder = PropertiesProxy::builder(connection).destination(NAME).path(PATH);
    builder.cache_properties(CacheProperties::No).build().await.ok()
}
