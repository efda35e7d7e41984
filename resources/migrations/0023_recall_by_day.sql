-- Whom a lot or a product touched is read by the day of its use, newest first, and one patient's uses from the index alone.

CREATE INDEX session_use_lot_day ON session_use (lot_id, treated_on, patient_id);
CREATE INDEX session_use_product_day ON session_use (product_id, treated_on, patient_id);
DROP INDEX session_use_lot;
CREATE INDEX session_use_lot ON session_use (lot_id, patient_id, treated_on, session_id);
DROP INDEX session_use_product;
CREATE INDEX session_use_product ON session_use (product_id, patient_id, treated_on, session_id);
