#include "core/clinic/demo_people.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Names that go together, and the language spoken with them.
struct Community {
    QStringView language;
    int weight; // of 100
    QStringList families;
    QStringList women;
    QStringList men;
};

QStringList names(const QString &list)
{
    return list.split(u", "_s);
}

const QList<Community> &communities()
{
    static const QList<Community> all{
        {u"zu-ZA", 20,
         names(u"Dlamini, Nkosi, Ndlovu, Mkhize, Khumalo, Zulu, Buthelezi, Cele, Gumede, Hadebe, Mthembu, Ngcobo, Nxumalo, Shabalala, Sithole, Zwane, Mhlongo, Zondi"_s),
         names(u"Nomvula, Thandeka, Hlengiwe, Nokuthula, Ntombi, Zanele, Sibongile, Lindiwe, Busisiwe, Nonhlanhla, Ayanda, Phumzile, Zodwa"_s),
         names(u"Sipho, Bongani, Themba, Vusi, Mandla, Sandile, Jabulani, Musa, Siyabonga, Nhlanhla, Mthunzi, Lwazi"_s)},
        {u"xh-ZA", 15,
         names(u"Mabuza, Sigcau, Mbeki, Sisulu, Tshabalala, Ntuli, Mfenyana, Gqola, Mqhayi, Ngxingwa, Qwabe, Xaba, Jojo, Madikizela, Ntsika"_s),
         names(u"Nomfundo, Noxolo, Andiswa, Nandipha, Vuyokazi, Bulelwa, Khanyisa, Nosipho, Yonela, Zukiswa, Lulama"_s),
         names(u"Luthando, Xolani, Mzwandile, Lungile, Ncedo, Vuyani, Athini, Sabelo, Qhawe, Mncedi"_s)},
        {u"nso-ZA", 9,
         names(u"Kgošana, Maake, Mokgobu, Mashamaite, Ramaphoša, Sekgobela, Lekganyane, Malatji, Mphahlele, Phaahla, Tšhabalala"_s),
         names(u"Dineo, Lerato, Mmabatho, Refilwe, Kgaugelo, Mahlatse, Pheladi, Tšhegofatšo, Rethabile"_s),
         names(u"Thabo, Kagiso, Lesetja, Mpho, Tshepo, Phuti, Katlego, Karabo"_s)},
        {u"st-ZA", 8,
         names(u"Mokoena, Mofokeng, Molefe, Motaung, Tau, Radebe, Moloi, Tsotetsi, Lephoto, Nkoane"_s),
         names(u"Palesa, Dikeledi, Mamello, Nthabiseng, Puleng, Lineo, Keneuoe, Tebello"_s),
         names(u"Tumelo, Lehlohonolo, Teboho, Neo, Retselisitsoe, Thato, Khotso"_s)},
        {u"tn-ZA", 8,
         names(u"Mokwena, Seboko, Modise, Moagi, Mokgatle, Setlhare, Tlhabi, Kgomotso, Molokwane, Sebogodi"_s),
         names(u"Naledi, Boitumelo, Keabetswe, Kelebogile, Lesego, Mmapula, Onalenna"_s),
         names(u"Kabelo, Kgosi, Tshiamo, Olebogeng, Oratile, Tebogo, Itumeleng"_s)},
        {u"ve-ZA", 4,
         names(u"Ṋemuṱanzhela, Muḓau, Tshivhase, Netshitenzhe, Ramabulana, Mulaudzi, Ṋevhutalu, Thovhakale"_s),
         names(u"Tshilidzi, Mashudu, Rudzani, Ndivhuwo, Azwifaneli, Khathutshelo"_s),
         names(u"Rendani, Mulalo, Ṱhanyani, Fhatuwani, Ndamulelo, Murendeni"_s)},
        {u"ts-ZA", 5,
         names(u"Baloyi, Maluleke, Chauke, Mabunda, Ngobeni, Hlungwani, Shivambu, Makhubele"_s),
         names(u"Tsakani, Nkateko, Vutomi, Hlamalani, Ntsako, Rirhandzu"_s),
         names(u"Vusi, Rhulani, Xikombiso, Nyiko, Wisani, Tiyani"_s)},
        {u"af-ZA", 14,
         names(u"van der Merwe, Botha, Pretorius, van Wyk, Venter, du Plessis, Coetzee, Nel, Kruger, Fourie, Steyn, Jacobs, van der Westhuizen, le Roux, Jansen van Rensburg, Daniëls, Müller"_s),
         names(u"Chantelle, Annelize, Marié, Elsabé, Zoë, Hester, Amalie, Liezl, Desirée, Riana, Ilse"_s),
         names(u"Johan, Pieter, André, Hennie, Schalk, Gerhardus, Ruan, Stéfan, Jaco, Francois"_s)},
        {u"en-ZA", 12,
         names(u"Adams, Smith, O'Brien, Williams, Petersen, Smith-Jones, MacDonald, Harris, D'Arcy, Johnson, Taylor, Abrahams, September, Fortuin, Cupido"_s),
         names(u"Megan, Sarah, Fatima, Ayesha, Bronwyn, Siobhán, Kate, Leigh-Anne, Jessica, Faith"_s),
         names(u"Craig, Ryan, Ashwin, Michael, Seán, Yusuf, Keagan, Riyaad, Daniel, Grant"_s)},
        {u"en-ZA", 5,
         names(u"Naidoo, Govender, Pillay, Moodley, Reddy, Maharaj, Singh, Cassim, Davids, Chetty"_s),
         names(u"Priya, Kavitha, Anusha, Shanthi, Nirvana, Zainab, Thirusha"_s),
         names(u"Rajesh, Kuben, Dinesh, Imraan, Vishal, Sivan, Preshen"_s)}};
    return all;
}

const Community &communityOf(DemoRandom &random)
{
    int place = random.below(100);
    for (const Community &community : communities()) {
        if (place < community.weight)
            return community;
        place -= community.weight;
    }
    return communities().first();
}

/// Women between 20 and 60 come most; children and the old come too.
QDate birthDateOf(DemoRandom &random, const QDate &today)
{
    const int years = random.oneIn(12) ? 14 + random.below(4) : (random.oneIn(8) ? 60 + random.below(25) : 20 + random.below(40));
    if (random.oneIn(400)) { // people born on 29 February
        const int year = (today.year() - years) / 4 * 4;
        if (QDate::isLeapYear(year))
            return QDate(year, 2, 29);
    }
    return today.addYears(-years).addDays(-random.below(365));
}

/// Thirteen digits with a true check digit (domain.md §7.7); invented, yet it may be somebody's.
QString idNumberFor(DemoRandom &random, const QDate &birthDate, Sex sex)
{
    const int sequence = (sex == Sex::Male ? 5000 : 0) + random.below(5000);
    QString digits = birthDate.toString(u"yyMMdd"_s) + u"%1"_s.arg(sequence, 4, 10, QChar(u'0')) + u"08"_s;
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) { // the check digit comes after: every second from the right doubles
        int value = digits.at(i).digitValue();
        if (i % 2 == 1)
            value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return digits + QString::number((10 - sum % 10) % 10);
}

/// Distinct for every number; the first thousands read like the pictures' 555 numbers.
QString phoneFor(qint64 number)
{
    static constexpr std::array prefixes{u"82", u"73", u"83", u"72", u"84", u"60", u"76", u"79", u"61", u"71"};
    const auto count = static_cast<qint64>(prefixes.size());
    return u"+27%1%2"_s.arg(QString::fromUtf16(prefixes.at(static_cast<size_t>(number % count))))
        .arg((5550100 + number / count) % 10000000, 7, 10, QChar(u'0'));
}

Contact guardianFor(DemoRandom &random, const Community &community, const QString &family, qint64 number)
{
    const bool mother = !random.oneIn(3);
    return {ContactKind::Guardian, random.pick(mother ? community.women : community.men) + u' ' + family,
            mother ? u"mother"_s : u"father"_s, phoneFor(number + 7000000), u""_s};
}

} // namespace

QByteArray DemoRandom::bytes(int count)
{
    QByteArray result(count, Qt::Uninitialized);
    for (char &byte : result)
        byte = static_cast<char>(m_engine() & 0xff);
    return result;
}

Patient demoPerson(DemoRandom &random, qint64 number, const QDate &today)
{
    const Community &community = communityOf(random);
    const bool woman = random.below(100) < 78;
    const QStringList &given = woman ? community.women : community.men;
    Patient person;
    person.sex = woman ? Sex::Female : Sex::Male;
    person.familyName = random.pick(community.families);
    person.givenNames = random.pick(given);
    if (random.oneIn(3)) {
        if (const QString &second = random.pick(given); second != person.givenNames)
            person.givenNames += u' ' + second;
    }
    person.birthDate = birthDateOf(random, today);
    if (!random.oneIn(8))
        person.saIdNumber = idNumberFor(random, person.birthDate, person.sex);
    else if (random.oneIn(3))
        person.passport = u"DEMO%1"_s.arg(number, 7, 10, QChar(u'0'));
    person.phones << Phone{phoneFor(number), u""_s};
    person.language = community.language.toString();
    person.interpreterNeeded = random.oneIn(60);
    if (person.birthDate.addYears(18) > today)
        person.contacts << guardianFor(random, community, person.familyName, number);
    return person;
}

} // namespace dermis
