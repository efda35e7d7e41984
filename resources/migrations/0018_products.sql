-- What touches the skin: products, the dermatologist's assessments of them, and lots in stock.

CREATE TABLE product (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('topical', 'anaesthetic', 'antiseptic', 'device', 'cartridge')),
    category TEXT NOT NULL CHECK (category IN ('medicine', 'cosmetic', 'compounded', 'device-accessory', 'sterile-water')),
    brand TEXT NOT NULL,
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    variant TEXT NOT NULL,
    strength TEXT NOT NULL,
    gtin TEXT NOT NULL CHECK (gtin = '' OR length(gtin) = 14),
    registration TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    supplier TEXT NOT NULL,
    sterile TEXT NOT NULL CHECK (sterile IN ('unknown', 'no', 'yes')),
    single_use TEXT NOT NULL CHECK (single_use IN ('unknown', 'no', 'yes')),
    preservative_free TEXT NOT NULL CHECK (preservative_free IN ('unknown', 'no', 'yes')),
    days_after_opening INTEGER CHECK (days_after_opening > 0),
    label TEXT NOT NULL, -- the ingredients as printed
    label_date TEXT,
    label_complete INTEGER NOT NULL CHECK (label_complete IN (0, 1)), -- the unknown rest was read by somebody
    label_photo TEXT NOT NULL, -- a document's address
    device TEXT NOT NULL CHECK (json_valid(device)), -- as DeviceProfile::toJson()
    state TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'recalled'))
) STRICT;
CREATE UNIQUE INDEX product_gtin ON product (gtin) WHERE gtin <> '';
INSERT INTO journalled_table VALUES ('product', NULL);

CREATE TABLE product_review ( -- the latest counts; no row: not assessed
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    status TEXT NOT NULL CHECK (status IN ('not-assessed', 'approved', 'evidence-supported', 'after-only', 'home-only',
        'banned')),
    evidence TEXT NOT NULL,
    document TEXT NOT NULL CHECK (document <> '' OR status NOT IN ('approved', 'evidence-supported')),
    reason TEXT NOT NULL,
    reviewed_on TEXT NOT NULL,
    review_by TEXT CHECK (review_by IS NOT NULL OR status IN ('not-assessed', 'banned')),
    reviewer INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX product_review_product ON product_review (product_id);
INSERT INTO journalled_table VALUES ('product_review', NULL);

CREATE TABLE lot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    code TEXT NOT NULL COLLATE NOCASE CHECK (trim(code) <> ''),
    expiry TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    received TEXT NOT NULL,
    opened TEXT,
    storage TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'recalled')),
    UNIQUE (product_id, code)
) STRICT;
INSERT INTO journalled_table VALUES ('lot', NULL);
