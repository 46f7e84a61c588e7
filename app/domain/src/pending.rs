//! How a person's service ends when it does not end with a business number.

use crate::lang::keyed;

keyed! {
    /// Why a person went home unfinished (causes seen in the field, domain.md 1.6).
    PendingReason {
        /// OSS was down or too slow.
        OssOutage = "oss-outage", "Gangguan sistem OSS", "OSS outage";
        /// The NIK does not match the civil registry.
        IdentityMismatch = "identity-mismatch", "NIK tidak cocok dengan Dukcapil", "NIK does not match the civil registry";
        /// WhatsApp number, e-mail or account already used, or its password lost.
        AccountProblem = "account-problem", "Akun, e-mail atau nomor WhatsApp bermasalah", "Account, e-mail or WhatsApp number";
        /// Something to bring was missing.
        MissingDocument = "missing-document", "Berkas belum lengkap", "A document was missing";
        /// The business field could not be chosen.
        BusinessCode = "business-code", "Bidang usaha (KBLI) belum bisa dipilih", "Business field (KBLI) could not be chosen";
        /// The signal was too weak.
        Connection = "connection", "Sinyal internet lemah", "Weak internet signal";
        /// Went home before being served.
        WentHome = "went-home", "Pulang sebelum dilayani", "Went home before being served";
        /// Has a return slip: the place is kept for another day.
        ReturnSlip = "return-slip", "Membawa kartu kembali", "Holds a return slip";
        /// Something else; the note says what.
        Other = "other", "Sebab lain", "Something else";
    }
}

keyed! {
    /// Where a person is sent who cannot be served in the village (risk above medium-low, another service).
    ReferredTo {
        /// The licence office.
        Office = "office", "Kantor DPMPTSP", "Licence office";
        /// The public service mall.
        Mall = "mall", "Mal Pelayanan Publik", "Public service mall";
        /// Another agency.
        OtherAgency = "other-agency", "Instansi lain", "Another agency";
    }
}
