#include "tests/core/patients/sample_patients.h"

#include "core/patients/patient_repository.h"

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

const QStringList families =
    u"Dlamini Nkosi Ndlovu Khumalo Mokoena Mahlangu Sithole Zulu Mkhize Ngcobo Botha Naidoo Govender Pillay Smith "
    "Jacobs Williams Adams Petersen Abrahams Hendricks Moodley Reddy Singh Patel Molefe Mofokeng Motaung Modise "
    "Mthembu Buthelezi Gumede Cele Zwane Shabalala Radebe Tshabalala Maseko Masilela Mabaso Mabuza Mashaba Maluleke "
    "Chauke Baloyi Hlongwane Mathebula Mabunda Ngobeni Kgošana Ṋemuṱanzhela Ramaphosa Mudau Tshivhase Netshitenzhe "
    "Pretorius Venter Fourie Nel Kruger Steyn Coetzee Meyer Swanepoel Joubert Viljoen Erasmus Potgieter Vermeulen "
    "O'Brien O'Connor D'Oliveira Jones Brown Thompson Robertson Ferreira Pereira Fernandes Daniels Davids Isaacs Booysen "
    "Xaba Qwabe Hadebe Mnguni Mtshali Ntuli Nxumalo Phakathi Sibiya Thwala Vilakazi Xulu Zondi Zuma Mbatha Mazibuko "
    "Matshikiza Madikizela Mandela Sisulu Tambo Biko Hani Kgatle Lekota Lebese Malema Moagi Motau Phiri Rapoo Seabi "
    "Tau Tladi Thobejane Sekhukhune"_s.split(u' ');
const QStringList longFamilies{u"van der Merwe"_s,  u"van Wyk"_s, u"van Niekerk"_s,    u"van Zyl"_s, u"du Toit"_s,
                               u"du Plessis"_s,     u"de Beer"_s, u"Nkosi-Dube"_s,     u"le Roux"_s, u"Janse van Rensburg"_s,
                               u"van den Berg"_s,   u"de Villiers"_s};
const QStringList givens =
    u"Thabo Sipho Nomvula Lerato Ayanda Bongani Zanele Nokuthula Themba Sibusiso Thandi Thandeka Mandla Precious Blessing "
    "Gift Kagiso Kabelo Karabo Katlego Lesego Lindiwe Lungile Mpho Neo Nthabiseng Palesa Puleng Refilwe Rethabile Sello "
    "Tebogo Tshepo Tumelo Unathi Vusi Xolani Yolanda Zodwa Johan Pieter Hendrik Jacobus Gert Andries Anna Maria Johanna "
    "Elizabeth Susanna Annemarie Renée Chloé Zoë André Priya Kavitha Anjali Rajesh Suresh Fatima Yusuf Aisha Mohammed "
    "Riaan Charl Michael David Sarah Jessica Emily James John Peter Paul Grace Faith Hope Nomsa Nompumelelo Nonhlanhla "
    "Ntombi Ntombifuthi Siyabonga Simphiwe Siphokazi Sizwe Zwelakhe Rofhiwa Mulalo Livhuwani Tiyani Hlulani Vutomi "
    "Dineo Boitumelo Oratile Onalenna Amogelang Keabetswe Khanyi Khanyisile Nandi Noluthando"_s.split(u' ');

template <typename List>
QString oneOf(const List &list, std::mt19937_64 &random)
{
    const double place = std::pow(static_cast<double>(random() % 10000) / 10000.0, 1.6); // the first are more common
    return list.at(static_cast<qsizetype>(place * static_cast<double>(list.size())));
}

} // namespace

QString saIdNumberFor(const QDate &birthDate, int sequence)
{
    const QString body = birthDate.toString(u"yyMMdd"_s) + u"%1"_s.arg(sequence % 10000, 4, 10, QChar(u'0')) + u"08"_s;
    int sum = 0;
    for (int i = 0; i < 12; ++i) {
        const int digit = body.at(i).digitValue();
        const int twice = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += i % 2 == 1 ? twice : digit;
    }
    return body + QString::number((10 - sum % 10) % 10);
}

Patient person(const QString &givenNames, const QString &familyName, const QDate &birthDate, const QString &phone)
{
    Patient patient;
    patient.givenNames = givenNames;
    patient.familyName = familyName;
    patient.birthDate = birthDate;
    if (!phone.isEmpty())
        patient.phones << Phone{phone, u"cell"_s};
    return patient;
}

Patient registered(DatabaseFixture &clinic, const Patient &patient)
{
    auto kept = registerPatient(*clinic.database, clinic.reception, clinic.clock.now(), patient);
    if (!kept)
        throw std::runtime_error(kept.error().detail.toStdString());
    return *kept;
}

Patient invented(std::mt19937_64 &random)
{
    Patient patient;
    patient.familyName = random() % 12 == 0 ? oneOf(longFamilies, random) : oneOf(families, random);
    patient.givenNames = oneOf(givens, random);
    if (random() % 2 == 0)
        patient.givenNames += u' ' + oneOf(givens, random);
    if (random() % 5 == 0)
        patient.preferredName = oneOf(givens, random);
    patient.birthDate = QDate(1935, 1, 1).addDays(static_cast<qint64>(random() % 32800));
    patient.sex = random() % 2 == 0 ? Sex::Female : Sex::Male;
    if (random() % 10 != 0)
        patient.saIdNumber = saIdNumberFor(patient.birthDate, static_cast<int>(random() % 10000));
    patient.phones << Phone{u"+27%1%2"_s.arg(u"678"_s.at(static_cast<qsizetype>(random() % 3)))
                                .arg(static_cast<qint64>(random() % 100000000), 8, 10, QChar(u'0')),
                            u"cell"_s};
    patient.language = u"en-ZA"_s;
    return patient;
}

} // namespace dermis::test
