//! What the programs of a client find outside their machine.

/// The network as it is at one moment, seen from one client.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Network {
    /// The site that its logon servers belong to.
    pub site: String,
    /// The logon servers that answer, in the site's order.
    pub servers: Vec<LogonServer>,
    /// The one that the client was set up for, and that sees to its logons.
    pub own: usize,
    /// What the next `.UID` file is called: the SMSID that a new client takes (Q127052).
    pub next_sms_id: String,
    /// ResultSharePoint of DOMAIN.INI, if the site sets it (Q135768).
    pub result_share_point: Option<String>,
    /// What programs that choose at random go by.
    pub draw: u64,
}

/// A logon server as a client sees it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct LogonServer {
    pub name: String,
    /// CopyListVersion of its copy lists (Q166771).
    pub copy_list: u32,
    /// Files that its copy lists name besides those of SMS itself.
    pub lists: Vec<String>,
    /// Files that its copy lists name and that are not there.
    pub lacks: Vec<String>,
}

impl Network {
    /// No network at all.
    pub const NONE: &'static Self = &Self {
        site: String::new(),
        servers: Vec::new(),
        own: 0,
        next_sms_id: String::new(),
        result_share_point: None,
        draw: 0,
    };

    /// The server of this name, if it answers.
    pub fn server(&self, name: &str) -> Option<&LogonServer> {
        self.servers.iter().find(|server| server.name.eq_ignore_ascii_case(name))
    }

    /// The server that the client was set up for.
    pub fn own_server(&self) -> Option<&LogonServer> {
        self.servers.get(self.own)
    }
}
