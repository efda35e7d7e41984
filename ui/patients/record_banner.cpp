#include "ui/patients/record_banner.h"

#include "core/patients/languages.h"
#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"
#include "ui/context/words.h"
#include "ui/patients/patient_words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int tall = 76;
constexpr int compactTall = 58;
constexpr int low = 46;

/// A small sign at the height of its text.
class SignLabel : public QWidget
{
public:
    explicit SignLabel(Icon icon) : m_icon(icon) { setFixedSize(16, 16); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, m_icon, QRectF(1, 1, 14, 14), tokens().text2);
    }

private:
    Icon m_icon;
};

} // namespace

RecordBanner::RecordBanner(QWidget *parent)
    : QWidget(parent)
    , m_photo(new Avatar(58))
    , m_smallPhoto(new Avatar(34))
    , m_name(new TextLabel({}, TypeStyle::Name))
    , m_lowName(new TextLabel({}, TypeStyle::Title))
    , m_age(new TextLabel({}, TypeStyle::Lead))
    , m_born(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_facts(new QWidget)
    , m_factRow(new QHBoxLayout(m_facts))
    , m_edit(new Button(Icon::Edit, tr("Details")))
    , m_print(new Button(Icon::Print, tr("Print")))
{
    m_print->setKeyHint(u"Ctrl+P"_s);
    m_edit->setToolTip(tr("Change name, contact and other details"));
    m_factRow->setContentsMargins(0, 0, 0, 0);
    m_factRow->setSpacing(5);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(14);
    for (QWidget *part : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_lowName),
                          static_cast<QWidget *>(m_age), static_cast<QWidget *>(m_born)})
        nameRow->addWidget(part);
    nameRow->addStretch();
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addStretch();
    texts->addLayout(nameRow);
    texts->addWidget(m_facts);
    texts->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 1);
    row->setSpacing(14);
    row->addWidget(m_photo);
    row->addWidget(m_smallPhoto);
    row->addLayout(texts, 1);
    row->addWidget(m_edit);
    row->addWidget(m_print);
    connect(m_edit, &Button::clicked, this, &RecordBanner::editRequested);
    connect(m_print, &Button::clicked, this, &RecordBanner::printRequested);
    setLow(false);
}

void RecordBanner::setView(const RecordView &view, const QDate &today)
{
    m_view = view;
    m_today = today;
    const Patient &patient = view.patient;
    const QImage photo = QImage::fromData(view.photo);
    m_photo->setPerson(patient.fullName(), photo);
    m_smallPhoto->setPerson(patient.fullName(), photo);
    const QString name = u"%1 %2"_s.arg(patient.title, patient.fullName()).trimmed();
    m_name->setText(name);
    m_lowName->setText(name);
    m_age->setText(ageWords(patient.birthDate, today));
    m_born->setText(patient.birthDate.isValid() ? tr("born %1").arg(dateWords(patient.birthDate))
                                                : QString());
    m_print->setVisible(view.mayRead);
    setAccessibleName(
        tr("%1, %2, file %3").arg(name, ageWords(patient.birthDate, today), patient.fileNumber));
    showFacts();
}

void RecordBanner::showFacts()
{
    while (QLayoutItem *item = m_factRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Patient &patient = m_view.patient;
    addFact(Icon::Folder, tr("File"), patient.fileNumber);
    if (!patient.saIdNumber.isEmpty())
        addFact(Icon::IdCard, tr("ID"), maskedSaId(patient.saIdNumber));
    else if (!patient.passport.isEmpty())
        addFact(Icon::IdCard, tr("Passport"), patient.passport);
    if (!patient.language.isEmpty())
        addFact(Icon::Speech, {},
                patient.interpreterNeeded ? tr("%1, interpreter").arg(languageName(patient.language))
                                          : languageName(patient.language));
    if (!patient.phones.isEmpty())
        addFact(Icon::Phone, {}, displayPhone(patient.phones.first().number));
    if (isMinor(patient.birthDate, m_today))
        addFact(Icon::Guardian, {}, tr("Minor"));
    if (!patient.active)
        addFact(Icon::Close, {}, tr("Retired: %1").arg(patient.retiredReason));
    m_factRow->addStretch();
}

void RecordBanner::addFact(Icon icon, const QString &label, const QString &value)
{
    if (m_factRow->count() > 0)
        m_factRow->addSpacing(12);
    m_factRow->addWidget(new SignLabel(icon));
    if (!label.isEmpty())
        m_factRow->addWidget(new TextLabel(label, TypeStyle::Body, &Tokens::text2));
    m_factRow->addWidget(new TextLabel(value, TypeStyle::BodyStrong));
}

void RecordBanner::setLow(bool isLow)
{
    m_low = isLow;
    const bool small = isLow || m_compact;
    setFixedHeight(isLow ? low : m_compact ? compactTall : tall);
    m_photo->setVisible(!small);
    m_smallPhoto->setVisible(small);
    m_name->setVisible(!small);
    m_lowName->setVisible(small);
    m_facts->setVisible(!isLow);
}

void RecordBanner::setCompact(bool compact)
{
    m_compact = compact;
    m_print->setKeyHintShown(!compact);
    setLow(m_low);
}

void RecordBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    paintLowerLine(painter, rect(), tokens().line);
}

} // namespace dermis
