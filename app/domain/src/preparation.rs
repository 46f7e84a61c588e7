//! What a person needs to get an NIB: one list for whoever checks before booking, and for the desk of the day.
//!
//! A list to look at, nothing that holds anybody back. What people answer is not kept (law 27/2022, data minimisation).

use crate::day::Ready;
use crate::lang::{Lang, keyed};

keyed! {
    /// A thing of the list. Its key is the name in the forms.
    Item {
        /// The original identity card.
        IdentityCard = "identity_card", "KTP asli", "Identity card";
        /// A phone with WhatsApp: OSS sends its code there.
        Phone = "has_phone", "HP dengan WhatsApp", "Phone with WhatsApp";
        /// An e-mail address and its password.
        Email = "has_email", "E-mail dan kata sandinya", "E-mail and its password";
        /// NPWP, where there is one.
        TaxNumber = "has_npwp", "NPWP, bila ada", "NPWP, if there is one";
        /// Written down: name, birth and address as on the identity card.
        Personal = "personal", "Data sesuai KTP: nama, lahir, alamat", "As on the identity card: name, birth, address";
        /// Written down: place of the business with its postal code, its area.
        Place = "place", "Alamat usaha, kode pos, luas tempat", "Address of the business, postal code, area";
        /// Written down: capital and workers.
        Capital = "capital", "Modal dan jumlah tenaga kerja", "Capital and number of workers";
        /// Written down: products, in the person's own words.
        Products = "products", "Produk dengan kata-kata sendiri", "Products in their own words";
    }
}

impl Item {
    /// What people have with them; the others are what OSS asks, written down on paper.
    pub const WITH_THEM: [Item; 4] = [Item::IdentityCard, Item::Phone, Item::Email, Item::TaxNumber];
    /// What OSS asks, written down on paper.
    pub const WRITTEN: [Item; 4] = [Item::Personal, Item::Place, Item::Capital, Item::Products];

    /// The same as a question to the person.
    pub fn question(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Item::IdentityCard => (
                "KTP asli Anda ada dan bisa dibawa?",
                "Do you have your original identity card (KTP), and can you bring it?",
            ),
            Item::Phone => (
                "Anda membawa HP dengan WhatsApp pada hari itu?",
                "Will you bring a phone with WhatsApp that day?",
            ),
            Item::Email => (
                "Anda punya e-mail dan ingat kata sandinya?",
                "Do you have an e-mail address, and do you know its password?",
            ),
            Item::TaxNumber => ("Anda punya NPWP?", "Do you have an NPWP (tax number)?"),
            Item::Personal => (
                "Nama, tanggal lahir, dan alamat di KTP masih benar?",
                "Are name, birth and address on your identity card still right?",
            ),
            Item::Place => (
                "Anda tahu alamat usaha, kode pos, dan luas tempatnya?",
                "Do you know the address of the business, its postal code and its area?",
            ),
            Item::Capital => (
                "Anda tahu kira-kira modal dan jumlah tenaga kerja?",
                "Do you know about how much capital and how many workers there are?",
            ),
            Item::Products => (
                "Anda bisa menyebut yang dijual dan namanya?",
                "Can you say what you sell, and its name?",
            ),
        };
        lang.pick(id, en)
    }

    /// What to do where it is missing; none where nothing has to be done: it may be missing.
    pub fn advice(self, lang: Lang) -> Option<&'static str> {
        let (id, en) = match self {
            Item::IdentityCard => (
                "Cari KTP asli sebelum hari itu. KTP hilang atau rusak? Urus dulu di Disdukcapil, Mal Pelayanan Publik Tabanan.",
                "Find your original KTP before that day. Lost or damaged? Get a new one first at Disdukcapil in the public service mall of Tabanan.",
            ),
            Item::Phone => (
                "OSS mengirim kode lewat WhatsApp. Pinjam HP keluarga, dan ajak pemiliknya ikut atau siap membalas.",
                "OSS sends a code by WhatsApp. Borrow a relative's phone, and let its owner come along or be ready to answer.",
            ),
            Item::Email => (
                "Tidak apa-apa: petugas membantu membuat e-mail di tempat. Lebih cepat bila dibuat dulu; catat kata sandinya.",
                "That is all right: officers help you make one there. It is quicker to make one before; write its password down.",
            ),
            Item::TaxNumber => return None,
            Item::Personal => (
                "Perbaiki dulu di Disdukcapil: OSS mencocokkan NIK dengan data mereka.",
                "Have it corrected at Disdukcapil first: OSS compares the NIK with their record.",
            ),
            Item::Place => (
                "Tanyakan alamat dan kode pos kepada kelian banjar; luasnya cukup perkiraan.",
                "Ask the head of your banjar for address and postal code; a guess is enough for the area.",
            ),
            Item::Capital => (
                "Perkirakan: harga alat dan barang dagangan, tanpa tanah dan bangunan.",
                "Make a guess: tools and goods, without land and building.",
            ),
            Item::Products => (
                "Tulis di kertas apa saja yang dijual, dengan kata sendiri.",
                "Write down on paper what you sell, in your own words.",
            ),
        };
        Some(lang.pick(id, en))
    }
}

impl Ready {
    /// Whether a thing of the list is there.
    pub fn has(self, item: Item) -> bool {
        match item {
            Item::IdentityCard => self.identity_card,
            Item::Phone => self.phone,
            Item::Email => self.email,
            Item::TaxNumber => self.tax_number,
            Item::Personal => self.personal,
            Item::Place => self.place,
            Item::Capital => self.capital,
            Item::Products => self.products,
        }
    }

    /// The list of those things for which `has` says yes.
    pub fn of(has: impl Fn(Item) -> bool) -> Ready {
        Ready {
            identity_card: has(Item::IdentityCard),
            phone: has(Item::Phone),
            email: has(Item::Email),
            tax_number: has(Item::TaxNumber),
            personal: has(Item::Personal),
            place: has(Item::Place),
            capital: has(Item::Capital),
            products: has(Item::Products),
        }
    }
}

/// How a thing stands for whoever checks: there, or missing with what to do; nothing where no answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// There, or not needed.
    Green,
    /// Missing: the person does something about it, and comes in any case.
    Yellow,
}

/// The light of an answer.
pub fn light(item: Item, has: bool) -> Light {
    if has || item.advice(Lang::Id).is_none() {
        Light::Green
    } else {
        Light::Yellow
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_two_parts_are_the_whole_list() {
        let parts = [Item::WITH_THEM, Item::WRITTEN].concat();
        assert_eq!(parts, Item::ALL);
    }

    #[test]
    fn nobody_is_sent_away_for_a_missing_npwp_and_every_yellow_says_what_to_do() {
        assert_eq!(light(Item::TaxNumber, false), Light::Green);
        for item in Item::ALL {
            assert_eq!(light(*item, true), Light::Green);
            let advice = item.advice(Lang::Id).is_some();
            assert_eq!(light(*item, false) == Light::Yellow, advice, "{item:?}");
        }
    }

    proptest! {
        #[test]
        fn the_list_keeps_each_answer(there in prop::collection::vec(any::<bool>(), Item::ALL.len())) {
            let has = |item: Item| there[Item::ALL.iter().position(|it| *it == item).unwrap()];
            let ready = Ready::of(has);
            for item in Item::ALL {
                prop_assert_eq!(ready.has(*item), has(*item));
            }
        }
    }
}
