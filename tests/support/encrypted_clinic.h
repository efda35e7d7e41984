#pragma once

#include "core/access/passwords.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace dermis::test {

/// An encrypted clinic file with one dermatologist, who is the owner, and a password that costs as little to
/// try as may be.
struct EncryptedClinic
{
    EncryptedClinic()
    {
        using namespace Qt::StringLiterals;
        NewClinic clinic = clinicOf(u"Marula Street Dermatology"_s, name);
        clinic.password = password;
        clinic.derivation = {qint64(64) << 20, 2};
        REQUIRE(createClinic(path, clinic, clock.now()));
    }
    SignedIn signIn() const
    {
        auto signedIn = dermis::signIn(path, name, password, clock.now());
        REQUIRE(signedIn);
        return std::move(*signedIn);
    }

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("clinic.dermis"));
    QString name = QStringLiteral("Dr Ayanda Motau");
    QString password = QStringLiteral("four words of mine");
    FixedClock clock{QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC)};
};

} // namespace dermis::test
