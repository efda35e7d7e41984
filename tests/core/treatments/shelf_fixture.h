#pragma once

#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/treatments/session.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/ready_to_needle.h"

#include <catch2/catch.hpp>

namespace dermis::test {

/// Patients with plans, and a shelf with cartridges of one lot, a serum and a handpiece.
class ShelfFixture : public DatabaseFixture
{
public:
    ShelfFixture()
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->commit());
        needles = add(ProductKind::Cartridge, QStringLiteral("Needles 36"));
        serum = add(ProductKind::Topical, QStringLiteral("Serum"));
        pen = add(ProductKind::Device, QStringLiteral("Pen"));
        StatusReview review;
        review.status = NeedlingStatus::AfterOnly;
        review.evidence = QStringLiteral("Bland and sterile");
        review.reviewBy = clock.today().addYears(1);
        REQUIRE(reviewProduct(*database, doctor, clock.now(), serum, review, std::nullopt));
        needleLot = receive(needles, QStringLiteral("N-1"), 3);
        serumLot = receive(serum, QStringLiteral("S-1"), 40);
        nomvula = person(QStringLiteral("Nomvula"));
        thandi = person(QStringLiteral("Thandi"));
    }

    ProductId add(ProductKind kind, const QString &name)
    {
        Product product;
        product.kind = kind;
        product.name = name;
        const auto added = addProduct(*database, nurse, clock.now(), product);
        REQUIRE(added);
        return added->id;
    }
    LotId receive(ProductId product, const QString &code, int quantity)
    {
        Lot lot;
        lot.productId = product;
        lot.code = code;
        lot.quantity = quantity;
        lot.expiry = clock.today().addDays(30);
        const auto received = receiveLot(*database, nurse, clock.now(), lot);
        REQUIRE(received);
        return received->id;
    }
    PatientId person(const QString &name)
    {
        Patient typed;
        typed.familyName = QStringLiteral("Dlamini");
        typed.givenNames = name;
        typed.birthDate = QDate(1992, 3, 14);
        typed.phones = {{QStringLiteral("+27825550118"), {}}};
        const auto registered = registerPatient(*database, nurse, clock.now(), typed);
        REQUIRE(registered);
        Plan plan;
        plan.patientId = registered->id;
        PlannedZone zone;
        zone.zone = QStringLiteral("chin");
        plan.zones = {zone};
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        makeReady(registered->id);
        return registered->id;
    }
    static UsedProduct of(LotId lot, const QString &unitCode = {})
    {
        UsedProduct used;
        used.lot = lot;
        used.unitCode = unitCode;
        return used;
    }
    /// Once on each day, as the answers and the process controls of a session are of its day.
    void makeReady(PatientId patient)
    {
        if (!dermis::patient(*database, patient) || m_readyOn.value(patient) == clock.today())
            return;
        makeReadyToNeedle(*database, doctor, clock.now(), patient);
        m_readyOn.insert(patient, clock.today());
    }
    /// Of today; of an earlier day as read from paper, where no reason is given.
    Result<Session> record(PatientId patient, const QList<UsedProduct> &used, const QDate &day = {}, const QString &reason = {})
    {
        Session session;
        session.patient = patient;
        session.treatedOn = day;
        session.used = used;
        const bool isEarlier = day.isValid() && day < clock.today();
        session.reason = isEarlier && reason.isEmpty() ? QStringLiteral("Recorded from the paper of that day") : reason;
        makeReady(patient);
        return recordSession(*database, nurse, clock.now(), session);
    }

    ProductId needles;
    ProductId serum;
    ProductId pen;
    LotId needleLot;
    LotId serumLot;
    PatientId nomvula;
    PatientId thandi;

private:
    QHash<PatientId, QDate> m_readyOn;
};

} // namespace dermis::test
