#pragma once

#include <QToolButton>

namespace dermis {

/// One allergy as the strip shows it.
struct AllergyEntry
{
    qint64 id = 0;
    QString name;           ///< the substance, or the patient's own words when not matched
    QString detail;         ///< reaction and year, "hives, 2009"
    bool matched = true;    ///< false: no known substance yet, treatment stops
    bool fromPaper = false; ///< read from a paper sheet
    bool operator==(const AllergyEntry &) const = default;
};

/// A chip for one allergy; dashed while it is not matched. Never elided.
class AllergyChip : public QToolButton
{
    Q_OBJECT
public:
    explicit AllergyChip(AllergyEntry entry, QWidget *parent = nullptr);
    const AllergyEntry &entry() const { return m_entry; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString visibleName() const;
    QString visibleDetail() const;
    AllergyEntry m_entry;
};

} // namespace dermis
